import { calendarDateIn, formatDate } from '../../../shared/domain/dates.ts';
import type { UpdateView } from '../../../shared/ipc/update-views.ts';
import { t } from '../../../shared/words/words.ts';
import { isUnanswered, type UpdateFacts } from './update-facts.ts';

const silenceWords = (facts: UpdateFacts, timeZone: string): string =>
  facts.answeredAt === null
    ? t('Borrow Desk has never been able to check for updates. Ask your IT staff.')
    : t('Borrow Desk has not been able to check for updates since {date}. Ask your IT staff.', {
        date: formatDate(calendarDateIn(new Date(facts.answeredAt), timeZone)),
      });

/** Returns what is wrong; null if staff need not know. */
const wrongWords = (facts: UpdateFacts, timeZone: string): string | null => {
  const version = facts.available ?? '';
  if (facts.isSilent) return silenceWords(facts, timeZone);
  switch (facts.fault) {
    case 'unsigned':
      return t(
        'The update server offers version {version} without a valid signature, so it is not used. Tell your IT staff.',
        { version },
      );
    case 'older':
      return t(
        'The update server offers version {version}, which is older, so it is not used. Tell your IT staff.',
        {
          version,
        },
      );
    case 'disk-full':
      return t('The disk is too full for version {version}. Free some space, then try again.', { version });
    case 'incomplete':
      return t(
        'Version {version} could not be downloaded. Borrow Desk will try again later. If this keeps happening, ask your IT staff.',
        { version },
      );
    default:
      return facts.hasFailed || facts.fault === 'not-started'
        ? t('Version {version} was not installed. Try again, or ask your IT staff.', { version })
        : null;
  }
};

const offWords = ({ hasKeys, hasServer, serverFault, mode }: UpdateFacts): string | null => {
  if (!hasKeys) return t('This build does not check for updates: it has no key to verify them.');
  if (serverFault === 'policy')
    return t(
      'Borrow Desk does not check for updates: the values set by your organisation could not be read. Ask your IT staff.',
    );
  if (serverFault === 'address')
    return t(
      'Borrow Desk does not check for updates: the address of its update server is not valid. Ask your IT staff.',
    );
  if (!hasServer) return t('Borrow Desk does not check for updates: no update server is set.');
  return mode === 'off' ? t('Borrow Desk does not check for updates.') : null;
};

/** Returns who installs a version that is there. */
const availableWords = ({ installation, mode, isReady }: UpdateFacts, version: string): string => {
  if (installation === 'mac')
    return t(
      'Version {version} is available. Borrow Desk cannot update itself on macOS: your IT staff installs it.',
      { version },
    );
  if (installation !== 'own')
    return t('Version {version} is available. Your IT staff installs it.', { version });
  if (!isReady) return t('Version {version} is available and will be downloaded.', { version });
  return mode === 'announce'
    ? t('Version {version} is ready to install. Installing it restarts Borrow Desk.', { version })
    : t(
        'Version {version} is ready. It is installed outside opening hours, when no one is working here, or at the next start.',
        { version },
      );
};

const stateWords = (facts: UpdateFacts): string => {
  if (facts.isInstalling) return t('Backing up the library, then installing…');
  if (facts.isDownloading) return t('Downloading version {version}…', { version: facts.available ?? '' });
  if (facts.isLooking) return t('Checking for updates…');
  if (facts.available !== null) return availableWords(facts, facts.available);
  if (facts.fault === 'no-answer')
    return t('Borrow Desk could not check for updates. It will try again later.');
  if (facts.fault === 'certificate')
    return t('The certificate of the update server is not trusted on this computer. Tell your IT staff.');
  if (facts.fault === 'no-list')
    return t(
      'The update server has no list of versions at its address. Borrow Desk will try again later. Tell your IT staff.',
    );
  return facts.isChecked
    ? t('No newer version is available for this workstation.')
    : t('Not checked for updates since Borrow Desk started.');
};

/** After this many failed downloads a notice says so. */
const repeatedly = 3;

type Notice = NonNullable<UpdateView['notice']>;

/** Says that another version runs than at the last start, whoever installed it. */
const doneNotice = ({ updatedFrom }: UpdateFacts, version: string): readonly Notice[] =>
  updatedFrom === null
    ? []
    : [
        {
          id: `updated ${version}`,
          words: t('Borrow Desk was updated from version {from} to {version}.', {
            from: updatedFrom,
            version,
          }),
          isDone: true,
        },
      ];

// The same sentence keeps its id, so that nobody reads it twice.
const idOfWrong = ({ isSilent, fault, available }: UpdateFacts): string => {
  if (isSilent) return 'wrong silent';
  const isNotInstalled = fault === null || isUnanswered(fault) || fault === 'not-started';
  return `wrong ${isNotInstalled ? 'failed' : fault} ${available ?? ''}`;
};

const noticesOf = (facts: UpdateFacts, wrong: string | null): readonly Notice[] => {
  const { available, fault, failedDownloads, installation, mode, isLooking } = facts;
  const isDone = false;
  // A connection may be cut now and then.
  if (fault === 'incomplete' && failedDownloads < repeatedly) return [];
  if (wrong !== null) return [{ id: idOfWrong(facts), words: wrong, isDone }];
  // What installs itself needs no notice.
  if (available === null || isLooking || (installation === 'own' && mode !== 'announce')) return [];
  return [{ id: `available ${available}`, words: availableWords(facts, available), isDone }];
};

/** Puts what is known into words. @param version the version that runs. */
export const describeUpdates = (
  facts: UpdateFacts,
  version: string,
  timeZone: string,
): Pick<UpdateView, 'words' | 'isWrong' | 'notice'> => {
  const firstOf = (notices: readonly Notice[]): Notice | null =>
    [...doneNotice(facts, version), ...notices].find(({ id }) => !facts.seen.includes(id)) ?? null;
  const off = offWords(facts);
  if (off !== null) return { words: off, isWrong: false, notice: firstOf([]) };
  const wrong = facts.isLooking || facts.isInstalling ? null : wrongWords(facts, timeZone);
  return {
    words: wrong ?? stateWords(facts),
    isWrong: wrong !== null,
    notice: firstOf(noticesOf(facts, wrong)),
  };
};
