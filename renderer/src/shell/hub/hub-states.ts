import IconCloudDownload from '@tabler/icons-react/icons/IconCloudDownload';
import IconPlugConnectedX from '@tabler/icons-react/icons/IconPlugConnectedX';
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause';
import IconRefresh from '@tabler/icons-react/icons/IconRefresh';
import IconShieldX from '@tabler/icons-react/icons/IconShieldX';
import IconUserX from '@tabler/icons-react/icons/IconUserX';
import IconUsersGroup from '@tabler/icons-react/icons/IconUsersGroup';
import IconHistory from '@tabler/icons-react/icons/IconHistory';
import { calendarDateIn, formatInstant, formatTime } from '../../../../shared/domain/dates.ts';
import type { HubState, HubStatus } from '../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { useLate } from '../../components/late.ts';
import { useTimeZone, useToday } from '../../components/today.ts';

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

type HubFacts = {
  readonly icon: typeof IconRefresh;
  /** In the header, a few words; null where more than the state must be known to say it. */
  readonly short: string | null;
  /** What it is, and what to do about it. */
  readonly what: string;
  /** Somebody must do something: until then nothing is shared. */
  readonly needsPerson: boolean;
};

/** How this workstation may stand with the others, and how that is said. */
export const hubFacts: Readonly<Record<HubState, HubFacts>> = {
  alone: {
    icon: IconUsersGroup,
    short: null,
    what: t('hub.thisLibraryIsOnThisComputer'),
    needsPerson: false,
  },
  making: {
    icon: IconRefresh,
    short: t('hub.makingTheHub'),
    what: t('hub.theLibraryGoesToTheHub'),
    needsPerson: false,
  },
  joining: {
    icon: IconRefresh,
    short: t('hub.joiningTheHub'),
    what: t('hub.theLibraryOfTheHubComes'),
    needsPerson: false,
  },
  connecting: {
    icon: IconRefresh,
    short: t('hub.connecting'),
    what: t('hub.itIsOnItsWayToTheHub'),
    needsPerson: false,
  },
  sharing: { icon: IconRefresh, short: null, what: t('hub.whatWaitsIsShared'), needsPerson: false },
  'in-step': {
    icon: IconUsersGroup,
    short: t('hub.togetherInStep'),
    what: t('hub.everybodySeesTheSame'),
    needsPerson: false,
  },
  offline: {
    icon: IconPlugConnectedX,
    short: null,
    what: t('hub.theHubIsNotReached'),
    needsPerson: false,
  },
  'hub-full': {
    icon: IconPlugConnectedX,
    short: t('hub.aloneHubFull'),
    what: t('hub.theDiskOfTheHubIsFull'),
    needsPerson: true,
  },
  paused: {
    icon: IconPlayerPause,
    short: null,
    what: t('hub.somebodyWantedItAlone'),
    needsPerson: false,
  },
  'needs-update': {
    icon: IconCloudDownload,
    short: t('hub.aloneNeedsAnUpdate'),
    what: t('hub.installTheNewestVersion'),
    needsPerson: true,
  },
  'hub-too-old': {
    icon: IconCloudDownload,
    short: t('hub.aloneHubTooOld'),
    what: t('hub.theHubDoesNotKnowThisVersion'),
    needsPerson: true,
  },
  'hub-restored': {
    icon: IconHistory,
    short: t('hub.aloneHubRestored'),
    what: t('hub.theHubLacksWhatIsHere'),
    needsPerson: true,
  },
  'backup-too-old': {
    icon: IconHistory,
    short: t('hub.aloneBackupTooOld'),
    what: t('hub.theBackupIsTooOld'),
    needsPerson: true,
  },
  refused: {
    icon: IconUserX,
    short: t('hub.aloneRemoved'),
    what: t('hub.theHubDoesNotLetItIn'),
    needsPerson: true,
  },
  'other-certificate': {
    icon: IconShieldX,
    short: t('hub.aloneOtherCertificate'),
    what: t('hub.theCertificateIsAnother'),
    needsPerson: true,
  },
  'too-far-behind': {
    icon: IconHistory,
    short: t('hub.aloneTooFarBehind'),
    what: t('hub.itWasAwayTooLong'),
    needsPerson: true,
  },
  'too-much-today': {
    icon: IconPlayerPause,
    short: t('hub.waitsTooMuchToday'),
    what: t('hub.itSharedTooMuchToday'),
    needsPerson: true,
  },
};

/** States of a workstation that has a hub and is not with it: what is done waits, and letters do. */
export const isApart = (state: HubState): boolean =>
  hubFacts[state].needsPerson || state === 'offline' || state === 'paused';
