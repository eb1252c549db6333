import type { Code, PartnerId } from '../../../../shared/domain/ids.ts';
import { placeAfterWord } from '../../../../shared/domain/life/from-one-word.ts';
import { listItems, volumeOf } from '../../desk/store/items.queries.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import { listTurns } from '../../desk/store/turns.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { type CheckedRequest, checkRequest } from '../checking/check-request.ts';
import type { OutsideNames } from '../sections.ts';
import { type NamedRecord, lookUpPartner, lookUpPatron, lookUpPickup } from './look-up-names.ts';
import { isWorkedOn } from './stored-request.ts';
import type { Writing } from './writing.ts';
import { addDesk, addPartner, addPatron } from './write-places.ts';

/** Returns the code of a record that a row names, and adds a missing record. Null: none is named. */
const codeOf = (
  { references }: Writing,
  kind: 'desk' | 'partner' | 'patron',
  named: NamedRecord | null,
  add: (code: Code, name: string) => void,
): Code | null => {
  if (named !== null && named.addAs !== null) {
    add(named.code, named.addAs);
    references.names.add(kind, named.code, named.addAs);
  }
  return named?.code ?? null;
};

const partnerNamed = (writing: Writing, given: string, givenName: string): Code | null =>
  codeOf(writing, 'partner', lookUpPartner(writing.references, given, givenName), (code, name) =>
    addPartner(writing, code, name),
  );

/** Returns the request with the codes of the records that its row names. Adds missing ones. @throws RowFault if the importer may not. */
export const withNames = (
  writing: Writing,
  request: CheckedRequest,
  names: OutsideNames,
  stored: RequestRow | undefined,
): CheckedRequest => {
  const { references } = writing;
  const pickup = codeOf(writing, 'desk', lookUpPickup(references, names.pickup), (code, name) =>
    addDesk(writing, code, name),
  );
  const partner = partnerNamed(writing, names.partner, names.partnerName);
  const rota = names.rota.flatMap((code) => partnerNamed(writing, code, '') ?? []);
  const patron = codeOf(writing, 'patron', lookUpPatron(references, names), (code, name) =>
    addPatron(writing, code, name, names.patronEmail.slice(0, 320)),
  );
  return {
    ...request,
    ...(pickup !== null && { pickup }),
    ...(patron !== null && { patron }),
    ...(partner !== null && names.partnerIsActive && { activePartner: partner }),
    ...rotaInFile(partner, [...new Set(rota)], names, stored),
    items: itemsOfRow(writing, request, stored)?.map((item) => ({ ...item, desk: item.desk ?? pickup })),
  };
};

/** The items of a row. Its status is all that it says of their places. */
const itemsOfRow = (
  { db }: Writing,
  { status, items }: CheckedRequest,
  stored: RequestRow | undefined,
): CheckedRequest['items'] => {
  if (!items || !stored) return items;
  const here = listItems(db, stored.id);
  return items.map((item) => {
    const known = here.find(({ barcode }) => barcode === item.barcode);
    const place = known && placeAfterWord(status ?? '', volumeOf(known).place);
    if (!place || place === item.status) return item;
    const desk = known.deskId === null ? null : (findPlace(db, 'desk', known.deskId)?.code ?? null);
    return { ...item, status: place, desk: desk as Code | null };
  });
};

/** The rota that a row names. In a file with a row for each partner, the first row of a new request starts the rota. */
const rotaInFile = (
  partner: Code | null,
  rota: readonly Code[],
  { partnerIsActive }: OutsideNames,
  stored: RequestRow | undefined,
): Pick<CheckedRequest, 'rota'> | null => {
  if (rota.length > 0)
    return { rota: partner === null || rota.includes(partner) ? rota : [partner, ...rota] };
  return partner !== null && !partnerIsActive && !stored ? { rota: [partner] } : null;
};

/** Returns the change that a further row of a request brings: another partner in the rota, perhaps the active one. Null: nothing new. */
export const partnerOfRow = (
  writing: Writing,
  stored: RequestRow,
  names: OutsideNames,
): CheckedRequest | null => {
  const { db, references, clock } = writing;
  const code = partnerNamed(writing, names.partner, names.partnerName);
  const id = code === null ? undefined : references.idOf('partner', code);
  if (id === undefined || isWorkedOn(writing, stored)) return null;
  const rota = listTurns(db, stored.id).flatMap(({ partnerId }) => partnerId ?? []);
  const isActive =
    names.partnerIsActive && references.markActivePartner(stored.id) && stored.partnerId !== id;
  if (rota.includes(id) && !isActive) return null;
  const codeOfPartner = (partnerId: PartnerId): string => findPlace(db, 'partner', partnerId)?.code ?? '';
  return checkRequest(
    {
      externalId: stored.externalId,
      title: stored.title,
      rota: [...new Set([...rota, id])].map(codeOfPartner),
      ...(isActive && { activePartner: code }),
    },
    clock.timeZone(),
  );
};
