import { calendarDateIn, formatInstant, formatTime } from '../../../../shared/domain/dates.ts';
import type { HubStatus } from '../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { useLate } from '../../components/late.ts';
import { useTimeZone, useToday } from '../../components/today.ts';
import { hubFacts } from './hub-states.ts';

/** Sharing that takes no longer is not worth a word: every step shares for a moment. */
export const sharingShownMs = 2_000;

/** How this workstation stands, in a few words that do not change with every step. */
export const useHubWords = ({ state, waiting, since }: HubStatus): string => {
  const isLong = useLate(state === 'sharing', sharingShownMs);
  const timeZone = useTimeZone();
  const today = useToday();
  const { short } = hubFacts[state];
  if (state === 'sharing') {
    if (!isLong) return hubFacts['in-step'].short ?? '';
    return waiting === 0 ? t('hub.togetherTakingIn') : t('hub.stepsToShare', { count: waiting });
  }
  if (short !== null) return short;
  if (since === null) return t('hub.workingAlone');
  const isToday = calendarDateIn(new Date(since), timeZone) === today;
  const at = isToday ? formatTime(since, timeZone) : formatInstant(since, timeZone);
  return state === 'paused' ? t('hub.aloneByChoiceSince', { at }) : t('hub.workingAloneSince', { at });
};
