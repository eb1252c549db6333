import type { Code } from '../../../../../shared/domain/ids.ts';
import { touchRow } from '../../store/hub-changes.queries.ts';
import type { RequestRow } from '../../store/requests.queries.ts';
import { updateRequest } from '../../store/requests.queries.ts';
import { insertRotaLine, listRota } from '../../store/rota.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import type { OutsideNames } from '../intake/outside-names.ts';
import { lookUpPartner, lookUpPatron, lookUpPickup } from './look-up-names.ts';
import { isWorkedOn } from './worked-on.ts';
import type { Outcome, Writing } from './write-places.ts';
import { addDesk, addPartner, addPatron } from './write-places.ts';

/** The code of a record that a row names; it is added where it is not there. Null: none is named. */
const partnerNamed = (writing: Writing, said: string, saidName: string): Code | null => {
  const named = lookUpPartner(writing.references, said, saidName);
  if (named !== null && named.addAs !== null) {
    addPartner(writing, named.code, named.addAs);
    writing.references.names.add('partner', named.code, named.addAs);
  }
  return named?.code ?? null;
};

const pickupNamed = (writing: Writing, said: string): Code | null => {
  const named = lookUpPickup(writing.references, said);
  if (named !== null && named.addAs !== null) {
    addDesk(writing, named.code, named.addAs);
    writing.references.names.add('desk', named.code, named.addAs);
  }
  return named?.code ?? null;
};

/** @throws RowFault for a number that is no code. */
const patronNamed = (writing: Writing, names: OutsideNames): Code | null => {
  const named = lookUpPatron(writing.references, names);
  if (named !== null && named.addAs !== null) {
    addPatron(writing, named.code, named.addAs, names.patronEmail.slice(0, 320));
    writing.references.names.add('patron', named.code, named.addAs);
  }
  return named?.code ?? null;
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
  else if (!isThere) touchRow(db, 'request', stored.id);
  return isThere && !isOther ? 'skipped' : 'updated';
};
