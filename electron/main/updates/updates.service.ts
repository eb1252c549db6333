import { instantOf } from '../../../shared/domain/dates.ts';
import { ok, refuse, type Result } from '../../../shared/ipc/result.ts';
import type { UpdateView } from '../../../shared/ipc/update-views.ts';
import { t } from '../../../shared/words/words.ts';
import type { Service } from '../ipc/handlers.ts';
import { describeUpdates } from './update-words.ts';
import type { Updates } from './updates.ts';
import type { Wait } from './when.ts';

const whyNot = (wait: Wait): string => {
  switch (wait) {
    case 'elsewhere':
      return t('Borrow Desk cannot install updates here. Your IT staff installs them.');
    case 'off':
      return t('Borrow Desk does not check for updates.');
    case 'not-ready':
      return t('No update is ready to install.');
    case 'file-work':
      return t('A file is being imported or exported. Wait until it finishes, then try again.');
    case 'printing':
      return t('A slip is being printed. Wait until it finishes, then try again.');
    case 'at-work':
    case 'announced':
    case 'failed':
    case 'open':
    case 'in-use':
      return t('The update was not installed because someone is working here.');
  }
};

/** Answers the page about updates. @param version the version that runs. */
export const updatesService = (
  updates: Updates,
  version: string,
  timeZone: () => string,
): Service<'updates'> => {
  const load = (): Result<UpdateView> => {
    const facts = updates.facts();
    const isOn = facts.hasKeys && facts.hasServer && facts.mode !== 'off';
    const isBusy = facts.isLooking || facts.isInstalling;
    return ok({
      version,
      lookedAt: facts.answeredAt === null ? null : instantOf(new Date(facts.answeredAt)),
      ...describeUpdates(facts, version, timeZone()),
      isBusy,
      hasChoice: facts.hasKeys,
      canLook: isOn && !isBusy,
      canInstall: isOn && facts.isReady && facts.installation === 'own' && !isBusy,
    });
  };
  return {
    load,
    look: async () => {
      await updates.look();
      return load();
    },
    install: async ({ occasion }) => {
      // The page has asked about unsaved input, or has seen that nobody works there.
      const wait = await updates.install(occasion, false);
      return wait === null || wait === 'not-started' || wait === 'asked-again'
        ? load()
        : refuse('update-waits', whyNot(wait));
    },
    close: ({ id }) => {
      updates.seen(id);
      return load();
    },
  };
};
