import { escapeHtml } from '../../../../shared/domain/escape-html.ts';
import type { IsoVersion } from '../../../../shared/domain/partner-profile.ts';
import type { Content, Field, Written } from './fields.ts';
import { bodies, type Message } from './message.ts';

const namespace = 'http://illtransactions.org/2013/iso18626';

/** Writes a message as XML that is valid by the schema of a version; fields that the version lacks are left out. */
export const writeMessage = (message: Message, version: IsoVersion): string => {
  const body: Field<unknown> = bodies[message.kind];
  const content = body.write(message.body, version).map((one) => ({ name: message.kind, content: one }));
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<ISO18626Message xmlns="${namespace}" xmlns:ill="${namespace}" ill:version="${version}">` +
    `${contentXml(content)}</ISO18626Message>\n`
  );
};

const contentXml = (content: Content): string =>
  typeof content === 'string' ? textXml(content) : content.map(elementXml).join('');

const elementXml = ({ name, content }: Written): string => `<${name}>${contentXml(content)}</${name}>`;

// XML 1.0 has no way to write these, not even as references.
// oxlint-disable-next-line no-control-regex
const impossible = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const loneHalves = /\p{Surrogate}/gu;

/** A parser would turn a carriage return into a line feed, so it is written as a reference. */
const textXml = (text: string): string =>
  escapeHtml(text.replace(loneHalves, '\uFFFD').replace(impossible, ' ')).replaceAll('\r', '&#13;');
