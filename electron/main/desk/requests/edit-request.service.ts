import { editRefusal, requestFieldFacts, requestFieldNames } from '../../../../shared/domain/request-edit.ts';
import type { RequestField } from '../../../../shared/domain/request-edit.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { RequestFields } from '../../../../shared/ipc/request-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import type { DeskContext } from '../kernel/context.ts';
import { runStep } from '../kernel/step.ts';
import type { RequestChanges, StoredRequest } from '../store/requests.queries.ts';
import { findRequest } from '../store/requests.queries.ts';
import { unknownRequest } from './details.service.ts';
import { checkFields, trimmed } from './fields.ts';
import { outcomeOf } from './outcome.ts';

export type EditRequestService = {
  /**
   * Changes what a person may change on a request in its status. Fields that are as they were are never refused.
   * Refused: `field-not-editable` with the reason, and what `requests.create` refuses of fields.
   */
  readonly edit: (input: Input<'requests.edit'>) => Result<Outcome>;
};

/** Changing a request by hand. */
export const editRequestService = (context: DeskContext): EditRequestService => ({
  edit: (input) =>
    runStep(
      context,
      { opId: input.opId, kind: 'edit-request', input, asOf: null, unknownRequest },
      () => ok(input),
      ({ db, opId, request }) => {
        const fields = trimmed(input.fields);
        const changed = checkChanges(context, request, fields);
        if (!changed.ok) return changed;
        const words = changed.value.map((field) => requestFieldFacts[field].label.toLowerCase()).join(', ');
        const headline = `Changed: ${words}`;
        // It stays in its library when its pickup desk is taken away.
        const madeAtLibraryId = request.madeAtLibraryId ?? request.libraryId;
        return ok({
          status: request.status,
          headline,
          changes: { ...changesOf(changed.value, fields), madeAtLibraryId },
          answer: () => outcomeOf(findRequest(db, request.id) ?? request, opId, headline),
        });
      },
    ),
});

const fieldsOf = (request: StoredRequest): RequestFields => ({
  title: request.title,
  author: request.author,
  format: request.format,
  patronId: request.patronId,
  pickupDeskId: request.pickupDeskId,
  dueOn: request.dueOn,
  volumes: request.volumesExpected,
  circulationNote: request.circulationNote,
});

const changesOf = (changed: readonly RequestField[], fields: RequestFields): RequestChanges =>
  Object.fromEntries(
    changed.map((field) => [field === 'volumes' ? 'volumesExpected' : field, fields[field]]),
  );

/** The fields that differ, if each of them may be changed. */
const checkChanges = (
  context: DeskContext,
  request: StoredRequest,
  fields: RequestFields,
): Result<readonly RequestField[]> => {
  const before = trimmed(fieldsOf(request));
  const changed = requestFieldNames.filter((field) => fields[field] !== before[field]);
  if (changed.length === 0)
    return refuse(
      'bad-payload',
      'Nothing is different from what is stored. Change a field, or close the form.',
    );
  for (const field of changed) {
    const refusal = editRefusal(field, request.status);
    if (refusal !== null) return refuse('field-not-editable', refusal, { field });
  }
  const { volumesReceived } = request;
  if (fields.volumes !== null && fields.volumes < volumesReceived)
    return refuse(
      'bad-payload',
      `${volumesReceived} volumes have come already, so there cannot be fewer. Correct the number of volumes.`,
    );
  const checked = checkFields(context, fields, before);
  return checked.ok ? ok(changed) : checked;
};
