import { t } from '../../words/words.ts';
import { activeTurn, hasAllInHand, isFilled, type Life } from '../life/life.ts';
import { wasAsked } from '../life/turn.ts';
import { askNextPartner } from '../steps/ask-next-partner.ts';
import { sendRequest } from '../steps/send-request.ts';

/**
 * Returns the partner that is asked next; undefined if none is left, or none is asked: the request is closed, or its cancellation is pending.
 * @param waiting the partners not asked yet, in order
 */
export const nextPartner = <T extends { readonly inUse: boolean }>(
  { endedAs, cancelWish }: Pick<Life, 'endedAs' | 'cancelWish'>,
  waiting: readonly T[],
): T | undefined =>
  endedAs === null && cancelWish === null ? waiting.find(({ inUse }) => inUse) : undefined;

/**
 * Returns who is asked next, and whether staff must ask: used by both the window's preview and the answer of the step.
 * @param waiting the partners not asked yet, in order
 */
export const describeNextPartner = (
  life: Life,
  waiting: readonly { readonly name: string; readonly inUse: boolean }[],
): string => {
  if (life.endedAs !== null) return t('No other partner is asked: the request is closed.');
  if (life.cancelWish !== null) return t('No other partner is asked while a cancellation is pending.');
  if (hasAllInHand(life)) return t('No other partner is asked: nothing more is expected.');
  const next = nextPartner(life, waiting);
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
  return isActive
    ? t('{name} is asked if the current partner cannot supply it.', { name })
    : `${t('{name} is asked next.', { name })} ${t('The request hasn’t been sent to this partner yet. Choose Send.')}`;
};
