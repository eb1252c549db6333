import { nextPartner } from '../../../../../shared/domain/letters/next-partner.ts';
import { shownTurn } from '../../../../../shared/domain/life/shown-turn.ts';
import { conditionLabel } from '../../../../../shared/domain/receiving.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { factWords } from '../../../components/Facts.tsx';
import { partnerWords } from '../../turn-words.ts';

/** Returns the partner that the request shows (`shownTurn`); if it is to be sent, the one that is asked next. */
export const partnerOf = ({
  life,
  partners,
}: Pick<RequestFactsView, 'life'> & {
  readonly partners: readonly Pick<
    RequestFactsView['partners'][number],
    'turnId' | 'name' | 'inUse' | 'state'
  >[];
}): string => {
  const turn = shownTurn(life);
  if (turn) return partnerWords(partners.find(({ turnId }) => turnId === turn.id)?.name ?? '');
  const next = nextPartner(
    life,
    partners.filter(({ state }) => state === 'waiting'),
  );
  return next ? t('next: {partner}', { partner: partnerWords(next.name) }) : t('no partner');
};

/** Returns the reason of the partner's condition and its cost in words, or that it is not known. Empty if only its note says it. */
export const conditionReason = ({ condition }: Pick<RequestFactsView, 'condition'>): string => {
  const { reason, note, cost } = condition ?? { reason: '', note: '', cost: '' };
  const said = factWords([
    reason !== '' && conditionLabel(reason),
    cost !== '' && t('Costs {cost}', { cost }),
  ]);
  if (said !== '') return said;
  return note === '' ? t('Not known. Ask the partner before you reply.') : '';
};
