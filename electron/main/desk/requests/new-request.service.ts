import { readCode, refuseCode } from '../../../../shared/domain/codes.ts';
import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import type { Instant, LibraryId, PartnerId } from '../../../../shared/domain/ids.ts';
import { partnerToAsk } from '../../../../shared/domain/rota.ts';
import { statusAfter } from '../../../../shared/domain/request.machine.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../kernel/context.ts';
import { authorizeCreating } from '../kernel/authorize.ts';
import { runCommand } from '../kernel/run-command.ts';
import { insertRequestEvent } from '../store/command-log.queries.ts';
import {
  findRequest,
  findRequestRowByExternalId,
  insertRequest,
  notCancelled,
} from '../store/requests.queries.ts';
import { insertRotaLine } from '../store/rota.queries.ts';
import { refuseUnknownRequest } from './details.service.ts';
import { checkFields, trimmed } from './fields.ts';
import { findPartner } from '../store/places.queries.ts';
import { highestNumber } from './fields.queries.ts';
import { outcomeOf } from './outcome.ts';

export type NewRequestService = {
  /**
   * Stores a request that a person typed. With partners it is ready to be sent to the first of them.
   * Refused: `identifier-taken`, a code that is none, a missing title, a patron, desk or partner that is not there.
   */
  readonly create: (input: Input<'requests.create'>) => Result<Outcome>;
};

const created = 'REQUEST_CREATED_BOR';

/** New requests by hand. */
export const newRequestService = (context: DeskContext): NewRequestService => ({
  create: (input) =>
    runCommand<Outcome>(context, { opId: input.opId, kind: 'create-request', input }, (db, at) => {
      const fields = trimmed(input.fields);
      const allowed = authorizeCreating(context, fields.pickupDeskId);
      if (!allowed.ok) return allowed;
      const checked = checkFields(context, fields, null);
      if (!checked.ok) return checked;
      const partnerIds = [...new Set(input.partnerIds)];
      const partners = partnerNames(db, partnerIds);
      if (!partners.ok) return partners;
      const externalId = identifierOf(context, db, input.externalId);
      return externalId.ok
        ? store(db, at, {
            libraryId: context.session.desk().libraryId,
            input: { ...input, fields, partnerIds },
            externalId: externalId.value,
            partners: partners.value,
          })
        : externalId;
    }),
});

const store = (
  db: WritableDB,
  at: Instant,
  creation: {
    readonly input: Input<'requests.create'>;
    /** Where it is made. */
    readonly libraryId: LibraryId;
    readonly externalId: string;
    readonly partners: readonly string[];
  },
): Result<{ readonly requestId: Outcome['requestId']; readonly answer: Outcome }> => {
  const { opId, fields, partnerIds } = creation.input;
  const lines = partnerIds.map((partnerId, index) => ({ position: index + 1, partnerId, ended: null }));
  const activePartnerId = partnerToAsk(lines, null);
  const status = activePartnerId === null ? created : statusAfter(created, { type: 'rota.extended' });
  const { volumes, ...named } = fields;
  const id = insertRequest(db, {
    ...named,
    volumesExpected: volumes,
    externalId: creation.externalId,
    madeAtLibraryId: creation.libraryId,
    status: status ?? created,
    activePartnerId,
    receivingOpen: 0,
    cost: '',
    ...notCancelled,
    createdAt: at,
    updatedAt: at,
    workedOn: 1,
  });
  for (const { position, partnerId } of lines) insertRotaLine(db, { requestId: id, position, partnerId });
  const [first] = creation.partners;
  const headline = `Request ${creation.externalId} created${first === undefined ? '' : `, ready to be sent to ${first}`}`;
  insertRequestEvent(db, {
    requestId: id,
    opId,
    at,
    kind: 'create-request',
    statusBefore: created,
    statusAfter: status ?? created,
    headline,
  });
  const request = findRequest(db, id);
  if (!request) return refuseUnknownRequest();
  const remarks =
    first === undefined
      ? ['It has no partner yet: add partners to its rota.']
      : ['It is not sent yet: choose Send.'];
  return ok({ requestId: id, answer: outcomeOf(request, opId, headline, remarks) });
};

const partnerNames = (db: ReadableDB, ids: readonly PartnerId[]): Result<readonly string[]> => {
  const names: string[] = [];
  for (const id of ids) {
    const partner = findPartner(db, id);
    if (partner?.active !== 1)
      return refuse(
        'bad-payload',
        'One of the partners cannot be asked any more. Choose the partners again.',
      );
    names.push(partner.name);
  }
  return ok(names);
};

/** The external identifier as typed, or a new one of ours: `HAND-20261125-1`. */
const identifierOf = ({ now, timeZone }: DeskContext, db: ReadableDB, typed: string): Result<string> => {
  if (typed.trim() === '') {
    const prefix = `HAND-${calendarDateIn(now(), timeZone()).replaceAll('-', '')}-`;
    return ok(`${prefix}${highestNumber(db, prefix) + 1}`);
  }
  const read = readCode(typed);
  if (!read.ok) return refuseCode(read.why);
  const holder = findRequestRowByExternalId(db, read.code);
  return holder
    ? refuse(
        'identifier-taken',
        `${holder.externalId} is the external identifier of another request (${holder.title}). ` +
          'Compare it with the paperwork, or leave it empty: then one is made.',
      )
    : ok(read.code);
};
