import { t } from '../../words/words.ts';
import { activeTurn, isFilled, type Life } from '../life/life.ts';
import { wasAsked } from '../life/turn.ts';
import { askNextPartner } from '../steps/ask-next-partner.ts';
import { sendRequest } from '../steps/send-request.ts';

/**
 * Returns who is asked next, and whether staff must ask: used by both the window's preview and the answer of the step.
 * @param waiting the partners not asked yet, in order
 */
export const whoIsNext = (
  life: Life,
  waiting: readonly { readonly name: string; readonly inUse: boolean }[],
): string => {
  if (life.endedAs !== null) return t('No other partner is asked: the request is closed.');
  if (life.cancelWish !== null) return t('No other partner is asked while a cancellation is pending.');
  const next = waiting.find(({ inUse }) => inUse);
  if (!next)
    return life.turns.some(wasAsked) || waiting.length > 0
      ? t('No partners left to ask.')
      : t('The rota has no partners.');
  const name = next.name || t('Partner not recorded');
  const isActive = activeTurn(life) !== undefined;
  if (isFilled(life))
    return t('Nothing more is expected. {name} is asked only if you choose {step}.', {
      name,
      step: (isActive ? askNextPartner : sendRequest).menu.label,
    });
  const isNext = t('{name} is asked next.', { name });
  return isActive
    ? isNext
    : `${isNext} ${t('The request hasn’t been sent to this partner yet. Choose Send.')}`;
};
