import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { StepKind } from '../../../../shared/domain/steps/all-steps.ts';
import { mayAnywhere } from '../../../../shared/domain/steps/who-may.ts';
import type { TodayCardId } from '../../../../shared/ipc/today-views.ts';
import type { AppState, Outcome } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { takeOrThrow } from '../../api/take.ts';
import { rowsReadOf } from '../../api/today.ts';
import type { BulkLine } from '../../machines/step-runner.ts';
import { lineOf } from '../../requests/list-runner.ts';
import type { Picked } from '../../requests/requests.types.ts';
import { showBulkResults, useRequests } from '../../requests/use-requests.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { isDismissible } from './DismissNote.tsx';

/** Takes a step, or returns why it is not taken. */
type Take = (picked: Picked) => Promise<Outcome> | string;

const lineBy = async (take: Take, picked: Picked): Promise<BulkLine> => {
  try {
    const taken = await take(picked);
    return typeof taken === 'string'
      ? lineOf(picked, false, taken)
      : lineOf(picked, true, taken.headline, taken.opId);
  } catch (error) {
    return lineOf(picked, false, sentenceOf(error));
  }
};

type ForManyProps = {
  readonly kind: StepKind;
  readonly label: string;
  readonly state: AppState;
  /** Called once per press, before the first request. */
  readonly begin: () => Take;
};

/** Takes a step for all selected requests, one after the other, so that each can be undone separately. */
const ForMany = ({ kind, label, state, begin }: ForManyProps) => {
  const selected = useRequests(({ context }) => context.selected);
  const taking = useMutation({
    mutationFn: async () => {
      const take = begin();
      const lines: BulkLine[] = [];
      for (const picked of selected) lines.push(await lineBy(take, picked));
      showBulkResults(label, lines);
    },
  });
  const why = mayAnywhere(kind, state.operator.grants) ? null : stepRefusal(state, kind, undefined);
  return (
    <Button
      size="compact-sm"
      disabled={why !== null}
      title={why ?? undefined}
      loading={taking.isPending}
      onClick={() => taking.mutate()}
    >
      {label}
    </Button>
  );
};

type OfState = { readonly state: AppState };

/** Marks the notes of the selected requests as handled: only those shown in their rows, no newer ones. */
export const DismissMany = ({ card, state }: OfState & { readonly card: TodayCardId }) => {
  const client = useQueryClient();
  const begin = (): Take => {
    const read = rowsReadOf(client, card);
    return ({ id: requestId }) => {
      const row = read.get(requestId);
      if (row !== undefined && row.noteId === null) return t('There is no note to dismiss.');
      return row === undefined || row.noteId === null || !isDismissible(row)
        ? t('The note is long: read it in the details and dismiss it there.')
        : takeOrThrow('dismiss-note', { opId: newOpId(), requestId, noteId: row.noteId });
    };
  };
  return <ForMany kind="dismiss-note" label={t('Dismiss notes')} state={state} begin={begin} />;
};

/** Keeps the current values of all selected requests, whatever files say about them. */
export const KeepMany = ({ state }: OfState) => (
  <ForMany
    kind="keep-ours"
    label={t('Keep ours for all chosen')}
    state={state}
    begin={() =>
      ({ id: requestId }) =>
        takeOrThrow('keep-ours', { opId: newOpId(), requestId, noteId: null })
      }
  />
);
