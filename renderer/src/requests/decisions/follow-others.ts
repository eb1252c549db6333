import type { DecisionKind } from '../../../../shared/domain/steps/all-steps.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import { desk } from '../../api/desk.ts';
import type { DecisionActor } from './decision-context.ts';
import { canDecide } from './decision.words.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Updates an open window after another desk changed its request. If it can no longer be decided a sentence says so, and the form keeps its
 * input.
 * @returns a function that stops this.
 */
export const followOthers = (actor: DecisionActor, action: DecisionKind): (() => void) => {
  const follow = async (): Promise<void> => {
    const { requestIds, facts: shown } = actor.getSnapshot().context;
    const read = await desk.call['decisions.facts']({ requestIds: [...requestIds] });
    if (!read.ok || shown === null || actor.getSnapshot().context.facts !== shown) return;
    const changed = read.value.requests.find(({ id, updatedAt }) =>
      shown.requests.some((one) => one.id === id && one.updatedAt !== updatedAt),
    );
    if (!changed) return;
    const isPossible = read.value.requests.some((request) => canDecide(action, request));
    const { externalId, status } = changed;
    actor.send({
      type: 'facts.followed',
      facts: isPossible ? read.value : null,
      message: t(
        '{externalId} was changed at another desk and is now “{status}”. What you typed is still here. Check it before you continue.',
        { externalId, status: statusLabel(status) },
      ),
    });
  };
  return desk.on('changed', ({ topics }) => {
    if (topics.includes('requests') && topics.includes('hub')) void follow();
  });
};
