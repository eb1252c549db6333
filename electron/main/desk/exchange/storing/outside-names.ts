import { plainWords } from '../../../../../shared/domain/intake/plain-words.ts';
import type { Code } from '../../../../../shared/domain/ids.ts';
import { readCode } from '../../../../../shared/domain/codes.ts';
import type { RequestRow } from '../../store/requests.queries.ts';
import { updateRequest } from '../../store/requests.queries.ts';
import { insertRotaLine, listRota } from '../../store/rota.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import type { OutsideNames } from '../intake/outside-names.ts';
import { RowFault } from '../row-fault.ts';
import { isWorkedOn } from './worked-on.ts';
import type { Outcome, Writing } from './write-places.ts';
import { addDesk, addPartner, addPatron } from './write-places.ts';
import { t } from '../../../../../shared/words/words.ts';

/** A name as the code of a record: `Main Library` is `MAIN-LIBRARY`. @returns null for a name without a letter or digit. */
const codeOfName = (name: string): Code | null => {
  const code = plainWords(name).replace(/ /g, '-').toUpperCase().slice(0, 60).replace(/-$/, '');
  return code === '' ? null : (code as Code);
};

/** A text that is a code as it stands; null where it is a name. */
const asCode = (text: string): Code | null => {
  if (/\s/.test(text.trim())) return null;
  const read = readCode(text);
  return read.ok ? read.code : null;
};

const longestName = 1_000;

/** `NORTH - North University Library`, `North University Library (NORTH)`: code and name in one. */
const splitName = (text: string): { readonly code: string; readonly name: string } | null => {
  const front = /^([\p{Lu}\d_/-]{2,20}) [-–:] (\S.*)$/u.exec(text);
  if (front) return { code: front[1] ?? '', name: front[2] ?? '' };
  const behind = /^(.*\S) [([]([\p{Lu}\d_/-]{2,20})[)\]]$/u.exec(text);
  return behind ? { code: behind[2] ?? '', name: behind[1] ?? '' } : null;
};

/** The partner that a row names, by code or name; it is added where it is not there. Null: none is named. */
const partnerNamed = (writing: Writing, said: string, saidName: string): Code | null => {
  const { references } = writing;
  const parts = saidName === '' ? splitName(said) : null;
  const text = parts?.code ?? said;
  const name = (parts?.name ?? saidName) || text;
  if (name === '') return null;
  const known =
    (text === '' ? undefined : references.names.find('partner', text)) ??
    references.names.find('partner', name);
  if (known !== undefined) return known as Code;
  const code = asCode(text) ?? codeOfName(name);
  if (code === null) return null;
  const free = references.names.free('partner', code) as Code;
  addPartner(writing, free, name.slice(0, longestName));
  references.names.add('partner', free, name);
  return free;
};

const pickupNamed = (writing: Writing, said: string): Code | null => {
  if (said === '') return null;
  const { references } = writing;
  const parts = splitName(said);
  const known =
    references.names.find('desk', said) ??
    references.names.deskOfLibrary(said) ??
    (parts === null
      ? undefined
      : (references.names.find('desk', parts.code) ?? references.names.find('desk', parts.name)));
  if (known !== undefined) return known as Code;
  const code = asCode(parts?.code ?? said) ?? codeOfName(said);
  if (code === null) return null;
  const free = references.names.free('desk', code) as Code;
  addDesk(writing, free, (parts?.name ?? said).slice(0, longestName));
  references.names.add('desk', free, parts?.name ?? said);
  return free;
};

/** The one patron of a name, or the one that was added for it; a name of several is nobody's. */
const patronOfName = ({ names }: Writing['references'], name: string): string | undefined => {
  const found = names.find('patron', name);
  if (found !== undefined) return found;
  const code = codeOfName(name);
  return code !== null && names.isNameOf('patron', code, name) ? code : undefined;
};

/** @throws RowFault for a number that is no code. */
const patronNamed = (writing: Writing, { patron, patronName, patronEmail }: OutsideNames): Code | null => {
  if (patron === '' && patronName === '') return null;
  const { references } = writing;
  const name = patronName.slice(0, longestName);
  if (patron === '') {
    const known = patronOfName(references, name);
    if (known !== undefined) return known as Code;
  }
  const read = readCode(patron);
  if (patron !== '' && !read.ok)
    throw new RowFault('patron', t('storing.isNotTheNumberOfA', { patron: patron.slice(0, 60) }));
  const code = read.ok ? read.code : codeOfName(name);
  if (code === null) return null;
  if (patron !== '' && references.patronId(code) !== undefined) return code;
  const free = patron === '' ? (references.names.free('patron', code) as Code) : code;
  addPatron(writing, free, name || code, patronEmail.slice(0, 320));
  references.names.add('patron', free, name || code);
  return free;
};

/** The request with the codes of what its row names. What is not there is added. @throws RowFault where it may not be. */
export const withNames = (
  writing: Writing,
  request: CheckedRequest,
  names: OutsideNames,
  stored: RequestRow | undefined,
): CheckedRequest => {
  const pickup = pickupNamed(writing, names.pickup);
  const partner = partnerNamed(writing, names.partner, names.partnerName);
  const rota = names.rota.flatMap((code) => partnerNamed(writing, code, '') ?? []);
  const patron = patronNamed(writing, names);
  return {
    ...request,
    ...(pickup !== null && { pickup }),
    ...(patron !== null && { patron }),
    ...(partner !== null && names.partnerIsActive && { activePartner: partner }),
    ...rotaSaid(partner, [...new Set(rota)], names, stored),
    items: request.items?.map((item) => ({ ...item, desk: item.desk ?? pickup })),
  };
};

/** A rota that the row names; of a file with a row for each partner none does, so the first one of a new request begins it. */
const rotaSaid = (
  partner: Code | null,
  rota: readonly Code[],
  { partnerIsActive }: OutsideNames,
  stored: RequestRow | undefined,
): Pick<CheckedRequest, 'rota'> | null => {
  if (rota.length > 0)
    return { rota: partner === null || rota.includes(partner) ? rota : [partner, ...rota] };
  return partner !== null && !partnerIsActive && !stored ? { rota: [partner] } : null;
};

/** A further row of a request tells of one more partner of its rota. */
export const addPartnerOfRow = (writing: Writing, stored: RequestRow, names: OutsideNames): Outcome => {
  const { db, references } = writing;
  const code = partnerNamed(writing, names.partner, names.partnerName);
  const id = code === null ? undefined : references.idOf('partner', code);
  if (id === undefined || isWorkedOn(writing, stored)) return 'skipped';
  const line = listRota(db, stored.id);
  const isThere = line.some(({ partnerId }) => partnerId === id);
  if (!isThere)
    insertRotaLine(db, {
      requestId: stored.id,
      position: Math.max(0, ...line.map(({ position }) => position)) + 1,
      partnerId: id,
    });
  const isTurn = names.partnerIsActive && references.markActivePartner(stored.id);
  const isOther = isTurn && stored.activePartnerId !== id;
  if (isOther) updateRequest(db, stored.id, { activePartnerId: id, updatedAt: writing.at });
  return isThere && !isOther ? 'skipped' : 'updated';
};
