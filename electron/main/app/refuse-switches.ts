import { stopCoverage } from 'node:v8';
import { refusedSwitches, refusedVariables, switchesRefusedByPolicy } from './allowed-switches.ts';
import { abortStart, startCodes } from './abort-start.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * Ends the program with a message if it was started with a switch or a variable that is not allowed (allowed-switches.ts). Must be called
 * before anything else: a debugger requested by a switch starts only when Electron is ready, which then never happens.
 */
export const exitIfNotAllowed = (
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): void => {
  const switches = refusedSwitches({
    argv,
    platform: process.platform,
    asRoot: process.platform === 'linux' && process.getuid?.() === 0,
  });
  const refused = [...switches, ...refusedVariables(environment)];
  if (refused.length === 0) return;
  // Otherwise the coverage would be written on exit.
  stopCoverage();
  const words = t('Starting with {refused} is not allowed. Start again without it. Nothing was opened.', {
    refused: refused.join(t(' or ')),
  });
  abortStart(words, startCodes.notAllowed);
};

/** Ends the program with a message if it was started with a switch that the policy of this computer refuses. */
export const exitIfRefusedByPolicy = (argv: readonly string[], refused: readonly string[]): void => {
  const switches = switchesRefusedByPolicy({ argv, platform: process.platform }, refused);
  if (switches.length === 0) return;
  const words = t(
    'Your organisation does not allow starting with {refused}. Start again without it. Nothing was opened.',
    { refused: switches.join(t(' or ')) },
  );
  abortStart(words, startCodes.notAllowed);
};
