import type { RequestResult } from '../../../shared/ipc/decision-views.ts';
import { steps } from '../../../shared/domain/steps/all-steps.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { DecisionWindow } from './decisions/DecisionWindow.tsx';
import { RequestForm } from './form/RequestForm.tsx';
import type { BulkLine } from '../machines/step-runner.ts';
import { lineOf, showDone, showFailed } from './list-runner.ts';
import { requestsStore, showBulkResults, useRequests } from './use-requests.ts';
import type { Deciding, Picked } from './requests.types.ts';

const lineOfResult = (result: RequestResult, requests: readonly Picked[]): BulkLine =>
  lineOf(
    requests.find(({ id }) => id === result.requestId) ?? { id: result.requestId, externalId: '', title: '' },
    result.ok,
    result.ok ? result.outcome.headline : result.message,
    result.ok ? result.outcome.opId : null,
  );

/** Reports the results of a decision: a single request in one line with Undo, several requests each with its own. */
const notify = ({ action, requests }: Deciding, results: readonly RequestResult[]): void => {
  const [only] = results;
  if (requests.length === 1 && only) {
    if (only.ok) showDone(only.outcome);
    else showFailed(only.message);
    return;
  }
  const lines = results.map((result) => lineOfResult(result, requests));
  showBulkResults(steps[action].menu.label, lines);
};

/** Returns the current row, which takes the focus when a window closes. */
const currentRow = (): HTMLElement | null => document.querySelector('[role="row"][tabindex="0"]');

/** The windows in front of the page: decisions on requests, and the request form. */
export const Windows = ({
  state,
  returnFocusTo = currentRow,
}: {
  readonly state: AppState;
  /** Returns the element to focus after a decision; by default the current row of the table. */
  readonly returnFocusTo?: () => HTMLElement | null;
}) => {
  const form = useRequests(({ context }) => context.form);
  const deciding = useRequests(({ context }) => context.deciding);
  const actor = requestsStore();
  if (form)
    return (
      <RequestForm
        form={form}
        state={state}
        close={() => actor.send({ type: 'form.closed' })}
        returnFocusTo={returnFocusTo}
      />
    );
  if (!deciding) return null;
  return (
    <DecisionWindow
      decision={{ action: deciding.action, requests: deciding.requests }}
      onDone={(results) => notify(deciding, results)}
      onClose={() => actor.send({ type: 'decision.closed' })}
      returnFocusTo={returnFocusTo}
    />
  );
};
