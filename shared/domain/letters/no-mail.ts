import { t } from '../../words/words.ts';
import type { MailState } from '../../ipc/views.ts';
import type { LettersWait } from './told.ts';

/** Returns why letters wait in a state of mail; null if they are sent. */
export const lettersWaitIn = (state: MailState['state']): LettersWait | null =>
  state === 'ready' ? null : state;

type NoMail = Exclude<LettersWait, 'failing'>;

/** Why letters cannot be sent until staff set up mail, in a few words. */
export const noMailWords = {
  none: t('No mail account'),
  'no-password': t('Mail password missing'),
} as const satisfies Readonly<Record<NoMail, string>>;

/** Returns the reason if letters wait until staff set up mail; null if they are sent or retried automatically. */
export const noMailOf = (wait: LettersWait | null): NoMail | null =>
  wait === null || wait === 'failing' ? null : wait;

/** Returns how many letters need attention: those that need staff, and, while there is no mail account, all that wait. */
export const needingAttention = ({
  state,
  waiting,
  needPerson,
}: Pick<MailState, 'state' | 'waiting' | 'needPerson'>): number =>
  needPerson + (state in noMailWords ? waiting : 0);
