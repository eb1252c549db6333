import { t } from '../../words/words.ts';
import type { MailState } from '../../ipc/views.ts';
import type { LettersWait } from './told.ts';

/** Why letters cannot be sent, in a few words. */
export const noMailWords = {
  none: t('No mail account'),
  'no-password': t('Mail password missing'),
} as const satisfies Readonly<Record<LettersWait, string>>;

/** Returns how many letters need attention: those that need staff, and, while there is no mail account, all that wait. */
export const needingAttention = ({
  state,
  waiting,
  needPerson,
}: Pick<MailState, 'state' | 'waiting' | 'needPerson'>): number =>
  needPerson + (state in noMailWords ? waiting : 0);
