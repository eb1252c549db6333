import { readCode, refuseCode } from '../../../../shared/domain/codes.ts';
import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import type { Instant, LibraryId, OpId, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { againRefusal } from '../../../../shared/domain/request-again.ts';
import { newLife } from '../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { reusedIdentifier } from '../../db/new-id.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../context.ts';
import { authorizeCreating, authorizeReading } from './frame/authorize.ts';
import { runCommand } from './frame/run-command.ts';
import { insertRequestEvent } from '../store/command-log.queries.ts';
import type { StoredRequest } from '../store/requests.queries.ts';
import {
  findRequest,
  findRequestRowByExternalId,
  insertRequest,
  recomputeRequest,
  notCancelled,
} from '../store/requests.queries.ts';
import { insertTurn } from '../store/turns.queries.ts';
import { checkFields, trimmed, type WholeFields } from './parts/fields.ts';
import { findPartner } from '../store/places.queries.ts';
import { highestNumber } from './parts/fields.queries.ts';
import { outcomeOf, refuseUnknownRequest } from './parts/outcome.ts';
import type { TakeStep } from './take-step.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Stores a request that an operator entered. If it has partners, it is ready to be sent to the first. Refused: `identifier-taken`, an
 * invalid code, a missing title, an unknown patron, desk or partner, and repeating a request that is still open.
 */
export const createRequest: TakeStep<'create-request'> = (context, input) =>
  runCommand<Outcome>(context, { opId: input.opId, kind: 'create-request', input }, (db, at) => {
    const fields = trimmed(input.fields);
    const allowed = authorizeCreating(context, fields.pickupDeskId);
    if (!allowed.ok) return allowed;
    const checked = checkFields(context, fields, null);
    if (!checked.ok) return checked;
    const partnerIds = [...new Set(input.partnerIds)];
    const partners = partnerNames(db, partnerIds);
    if (!partners.ok) return partners;
    const again = requestToRepeat(context, input.againOf);
    if (!again.ok) return again;
    const externalId = identifierOf(context, db, input.externalId);
    return externalId.ok
      ? store(db, at, {
          libraryId: context.session.desk().libraryId,
          opId: input.opId,
          fields,
          partnerIds,
          externalId: externalId.value,
          partners: partners.value,
          again: again.value,
        })
      : externalId;
  });

const store = (
  db: WritableDB,
  at: Instant,
  creation: {
    readonly opId: OpId;
    readonly fields: WholeFields;
    readonly partnerIds: readonly PartnerId[];
    /** The library where the request is created. */
    readonly libraryId: LibraryId;
    readonly externalId: string;
    readonly partners: readonly string[];
    /** The request that it repeats. */
    readonly again: StoredRequest | null;
  },
): Result<{ readonly requestId: Outcome['requestId']; readonly answer: Outcome }> => {
  const { opId, fields, partnerIds, again } = creation;
  const { volumes, ...named } = fields;
  const row = {
    ...named,
    againOf: again?.id ?? null,
    volumesExpected: volumes,
    externalId: creation.externalId,
    madeAtLibraryId: creation.libraryId,
    receivingOpen: 0,
    cost: '',
    ...notCancelled,
    createdAt: at,
    updatedAt: at,
    workedOn: 1,
    patronErasedAt: null,
  };
  const id = insertRequest(db, row);
  partnerIds.forEach((partnerId, index) => insertTurn(db, { requestId: id, position: index + 1, partnerId }));
  recomputeRequest(db, id, at);
  const [first] = creation.partners;
  const created = again
    ? t('{externalId} requested again: {externalId2} created', {
        externalId: again.externalId,
        externalId2: creation.externalId,
      })
    : t('Request {externalId} created', { externalId: creation.externalId });
  const headline =
    first === undefined ? created : t('{created}, ready to be sent to {first}', { created, first });
  const request = findRequest(db, id);
  if (!request) return refuseUnknownRequest();
  insertRequestEvent(db, {
    requestId: id,
    opId,
    at,
    kind: 'create-request',
    statusBefore: statusOf(newLife),
    statusAfter: request.status,
    headline,
  });
  const remarks =
    first === undefined
      ? [t('No partner yet. Add partners to the rota.')]
      : [t('The request hasn’t been sent yet. Choose Send.')];
  return ok({ requestId: id, answer: outcomeOf(request, opId, headline, remarks) });
};

/** The request to repeat, or null. The operator must be allowed to read it, and it must have ended or have no partner left to supply it. */
const requestToRepeat = (context: DeskContext, id: RequestId | undefined): Result<StoredRequest | null> => {
  if (id === undefined) return ok(null);
  const readable = authorizeReading(context, id);
  if (!readable.ok) return readable;
  const request = findRequest(context.db, id);
  if (!request) return refuseUnknownRequest();
  const refusal = againRefusal(request.status);
  return refusal === null ? ok(request) : refuse('status-forbids', `${request.externalId}: ${refusal}`);
};

const partnerNames = (db: ReadableDB, ids: readonly PartnerId[]): Result<readonly string[]> => {
  const names: string[] = [];
  for (const id of ids) {
    const partner = findPartner(db, id);
    if (partner?.active !== 1)
      return refuse(
        'bad-payload',
        t('One of the partners can no longer be asked. Choose the partners again.'),
      );
    names.push(partner.name);
  }
  return ok(names);
};

/** The external identifier as entered, or a new one such as `HAND-20261125-1`. */
const identifierOf = ({ now, timeZone }: DeskContext, db: ReadableDB, typed: string): Result<string> => {
  if (typed.trim() === '') {
    const prefix = `HAND-${calendarDateIn(now(), timeZone()).replaceAll('-', '')}-`;
    const again = reusedIdentifier(db);
    const isFree = again?.startsWith(prefix) === true && !findRequestRowByExternalId(db, again);
    if (isFree) return ok(again);
    return ok(`${prefix}${highestNumber(db, prefix) + 1}`);
  }
  const read = readCode(typed);
  if (!read.ok) return refuseCode(read.why);
  const holder = findRequestRowByExternalId(db, read.code);
  return holder
    ? refuse(
        'identifier-taken',
        t(
          '{externalId} is the external identifier of another request ({holderTitle}). Check the paperwork, or leave the box blank to generate one.',
          {
            externalId: holder.externalId,
            holderTitle: holder.title,
          },
        ),
      )
    : ok(read.code);
};
