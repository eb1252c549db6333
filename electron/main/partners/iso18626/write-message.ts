import type { IsoVersion } from '../../../../shared/domain/partner-profile.ts';
import { xmlOf } from '../../xml/write-xml.ts';
import type { Field } from './fields.ts';
import { bodies, type Message } from './message.ts';

const namespace = 'http://illtransactions.org/2013/iso18626';

/** Writes a message as XML that is valid by the schema of a version; fields that the version lacks are left out. */
export const writeMessage = (message: Message, version: IsoVersion): string => {
  const body: Field<unknown> = bodies[message.kind];
  return xmlOf({
    name: 'ISO18626Message',
    attributes: { xmlns: namespace, 'xmlns:ill': namespace, 'ill:version': version },
    content: body.write(message.body, version).map((content) => ({ name: message.kind, content })),
  });
};
