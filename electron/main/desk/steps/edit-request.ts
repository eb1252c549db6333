import { type Citation, citationOf } from '../../../../shared/domain/citation.ts';
import type { ItemId } from '../../../../shared/domain/ids.ts';
import type { LifeEvent } from '../../../../shared/domain/life/life.ts';
import { editRefusal, requestFieldFacts, requestFieldNames } from '../../../../shared/domain/request-edit.ts';
import type { RequestField } from '../../../../shared/domain/request-edit.ts';
import type { RequestFields } from '../../../../shared/ipc/input-shapes.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { DeskContext } from '../context.ts';
import type { ItemRow } from '../store/items.queries.ts';
import { checkEventsIfAny } from './frame/decision.ts';
import { type RequestOfStep, runStep, type Step, type Taken } from './frame/step.ts';
import { findRequest, type RequestChanges, type StoredRequest } from '../store/requests.queries.ts';
import { checkFields, trimmed, type WholeFields } from './parts/fields.ts';
import { outcomeOf } from './parts/outcome.ts';
import type { TakeStep } from './take-step.ts';
import { inSentence, t } from '../../../../shared/words/words.ts';

/**
 * Changes the fields that staff may edit in the request's status. Unchanged fields are never refused. Refused: `field-not-editable` with
 * the reason, and the field refusals of `create-request`.
 */
export const editRequest: TakeStep<'edit-request'> = (context, input) =>
  runStep(
    context,
    { opId: input.opId, kind: 'edit-request', input, asOf: null },
    () => ok(input),
    (step) => {
      const { db, opId, request } = step;
      const edited = changeFields(context, step, input.fields);
      if (!edited.ok) return edited;
      const { remarks, ...taken } = edited.value;
      return ok({
        ...taken,
        answer: () => outcomeOf(findRequest(db, request.id) ?? request, opId, taken.headline, remarks),
      });
    },
  );

/** Returns the result of a change of fields, as the body of a step does; refused as the step is. */
export const changeFields = (
  context: DeskContext,
  step: Pick<Step, 'kind' | 'request'>,
  given: RequestFields,
): Result<Taken & { readonly remarks: string[] }> => {
  const { request } = step;
  const fields = trimmed(given, request);
  const changed = checkChanges(context, request, fields);
  if (!changed.ok) return changed;
  const after = checkEventsIfAny(step, expectedEvents(changed.value, fields));
  if (!after.ok) return after;
  const words = changed.value.map((field) => inSentence(requestFieldFacts[field].label)).join(', ');
  // Without a pickup desk, the request would otherwise no longer belong to its library.
  const madeAtLibraryId = request.madeAtLibraryId ?? request.libraryId;
  return ok({
    after: after.value,
    items: newDestinations(request, changed.value, fields),
    headline: t('Changed: {fields}', { fields: words }),
    changes: { ...changesOf(changed.value, fields), madeAtLibraryId },
    remarks: onTheWay(request, changed.value, fields),
  });
};

/** The expected number of volumes is part of the request's life: partners may be told of it. */
const expectedEvents = (changed: readonly RequestField[], { volumes }: RequestFields): readonly LifeEvent[] =>
  changed.includes('volumes') ? [{ type: 'expected.changed', expected: volumes }] : [];

/**
 * Items in transit are redirected to the new pickup location. Items on another hold shelf stay there until they are scanned in; they are in
 * that desk's queue `To send on`.
 */
const newDestinations = (
  { items }: RequestOfStep,
  changed: readonly RequestField[],
  { pickupDeskId }: RequestFields,
): ReadonlyMap<ItemId, Partial<ItemRow>> =>
  new Map(
    changed.includes('pickupDeskId') && pickupDeskId !== null
      ? items
          .filter(
            ({ status, goingBack, use }) =>
              status === 'in-transit' && goingBack === 0 && use === 'for-patron',
          )
          .map(({ id }) => [id, { destinationDeskId: pickupDeskId }])
      : [],
  );

/** Tells staff what to do with items that are now on the wrong shelf. */
const onTheWay = (
  request: RequestOfStep,
  changed: readonly RequestField[],
  { pickupDeskId }: RequestFields,
): string[] =>
  changed.includes('pickupDeskId') && pickupDeskId !== null
    ? request.items
        .filter(
          ({ status, use, deskId }) =>
            status === 'on-hold-shelf' && use === 'for-patron' && deskId !== pickupDeskId,
        )
        .map(({ barcode }) =>
          t('{barcode} is on another hold shelf. Fetch it, and send it to the new pickup location.', {
            barcode,
          }),
        )
    : [];

/** Returns the current values of the fields of a request that staff may edit. */
export const fieldsOf = (
  request: Pick<
    StoredRequest,
    | keyof Citation
    | 'title'
    | 'author'
    | 'format'
    | 'patronId'
    | 'pickupDeskId'
    | 'volumesExpected'
    | 'circulationNote'
  >,
): WholeFields => ({
  ...citationOf(request),
  title: request.title,
  author: request.author,
  format: request.format,
  patronId: request.patronId,
  pickupDeskId: request.pickupDeskId,
  volumes: request.volumesExpected,
  circulationNote: request.circulationNote,
});

const changesOf = (changed: readonly RequestField[], fields: WholeFields): RequestChanges =>
  Object.fromEntries(changed.filter((field) => field !== 'volumes').map((field) => [field, fields[field]]));

/** The fields that differ, if each of them may be changed. */
const checkChanges = (
  context: DeskContext,
  request: StoredRequest,
  fields: WholeFields,
): Result<readonly RequestField[]> => {
  const before = trimmed(fieldsOf(request));
  const changed = requestFieldNames.filter((field) => fields[field] !== before[field]);
  if (changed.length === 0)
    return refuse('bad-payload', t('There are no changes to save. Change something, or close the form.'));
  for (const field of changed) {
    const isAdded = field === 'patronId' && before.patronId === null;
    const refusal = isAdded ? editRefusal(field, request.status, 'over') : editRefusal(field, request.status);
    if (refusal !== null) return refuse('field-not-editable', refusal, { field });
  }
  const { volumesReceived } = request;
  if (fields.volumes !== null && fields.volumes < volumesReceived)
    return refuse(
      'bad-payload',
      t('{volumesReceived} volumes have already arrived. Enter at least that number.', { volumesReceived }),
    );
  const checked = checkFields(context, fields, before);
  return checked.ok ? ok(changed) : checked;
};
