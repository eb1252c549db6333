import {
  actionsOf2021,
  type IsoAction,
  type ProtocolProfile,
} from '../../../../shared/domain/partner-profile.ts';
import { t } from '../../../../shared/words/words.ts';
import { isLent, isTerminal, type Standing } from './standing.ts';

/** Whether an action may be sent now; `later`: once the partner has said more; `ask`: a person must decide, who is told why. */
export type Legality =
  | { readonly may: 'yes' }
  | { readonly may: 'later' | 'ask' | 'no'; readonly why: string };

/** How far a turn has come: the rows of the table below. */
type Stage = 'asked' | 'on-its-way' | 'lent' | 'recalled' | 'returned' | 'over';

const stageOf = ({ status, told, volumes }: Standing): Stage => {
  if (isTerminal(status)) return 'over';
  if (told.includes('ShippedReturn')) return 'returned';
  if (status === 'Recalled') return 'recalled';
  if (status === 'Overdue') return 'lent';
  if (status === 'Loaned') return volumes === 'none' ? 'on-its-way' : 'lent';
  return 'asked';
};

/**
 * What may be said in which stage; what is not named may not. The standard has no such table: this is what lenders of OCLC, Koha, ReShare
 * and CrossLink accept.
 */
const table: Readonly<Record<Stage, Partial<Readonly<Record<IsoAction, 'yes' | 'ask'>>>>> = {
  asked: { Cancel: 'yes' },
  'on-its-way': { Cancel: 'yes', Received: 'yes', Renew: 'ask', Lost: 'yes' },
  lent: {
    Received: 'yes',
    Renew: 'yes',
    ShippedReturn: 'yes',
    ShippedForward: 'yes',
    HoldReturn: 'yes',
    Lost: 'yes',
  },
  recalled: { Received: 'yes', ShippedReturn: 'yes', ShippedForward: 'yes', HoldReturn: 'yes', Lost: 'yes' },
  returned: { Lost: 'yes' },
  over: {},
};

/**
 * Returns whether an action may be said to a partner now, asked again right before it leaves.
 * @param partner the version in which it is written to, and the actions that it accepts.
 */
export const legalityOf = (
  action: IsoAction,
  standing: Standing,
  { version, accepts }: Pick<ProtocolProfile, 'version' | 'accepts'>,
): Legality => {
  if (!accepts.includes(action) || (version === '1.2' && actionsOf2021.includes(action)))
    return { may: 'no', why: t('The partner does not accept this message.') };
  if (action === 'StatusRequest' || action === 'Notification') return { may: 'yes' };
  const repeated = repeatedWhy(action, standing);
  if (repeated !== null) return { may: 'no', why: repeated };
  const stage = stageOf(standing);
  const may = table[stage][action];
  if (may === 'yes') return { may };
  if (may === 'ask') return { may, why: whyNot(stage) };
  if (stage === 'asked') return { may: 'later', why: whyNot(stage) };
  // An item in hand counts more than what the partner said about it.
  const isAboutItem = action === 'Received' || action === 'ShippedReturn';
  const isHere = standing.volumes !== 'none' && !isLent(standing.status) && stage !== 'returned';
  const mayHaveErred = !['LoanCompleted', 'CompletedWithoutReturn'].includes(standing.status ?? '');
  return { may: isAboutItem && isHere && mayHaveErred ? 'ask' : 'no', why: whyNot(stage) };
};

/** Why an action is not said a second time; null if it was not said, or may be repeated. */
const repeatedWhy = (action: IsoAction, { told, unanswered, refusedRenewal }: Standing): string | null => {
  if ((action === 'Cancel' || action === 'Renew') && unanswered.includes(action))
    return t('The partner has not answered the same question yet.');
  if (action === 'Renew' && refusedRenewal) return t('The partner has already refused to renew it.');
  return (action === 'Received' || action === 'ShippedReturn') && told.includes(action)
    ? t('The partner was already told.')
    : null;
};

const whyNot = (stage: Stage): string => {
  switch (stage) {
    case 'asked':
      return t('The partner has not said that it sent the item. Once it does, this is sent automatically.');
    case 'on-its-way':
      return t('The partner has sent the item, and it has not arrived here.');
    case 'lent':
      return t('The partner has already sent the item.');
    case 'recalled':
      return t('The partner has recalled the item.');
    case 'returned':
      return t('The partner was told that the item is on its way back.');
    case 'over':
      return t('For the partner, the request is over.');
  }
};
