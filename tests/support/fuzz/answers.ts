import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Call } from '../../../shared/ipc/calls/shapes.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { errorCodes } from '../../../shared/ipc/error-codes.ts';
import type { Result } from '../../../shared/ipc/result.ts';

// The rules for every answer, whatever was asked.

/** Channels that answer without a signed-in operator. */
const everybodys: readonly Channel[] = [
  'app.asked',
  'app.load',
  'app.quit',
  'app.reportError',
  'app.signIn',
  'app.signOut',
  'scanner.listen',
  'updates.install',
];
/** Channels that also answer to an operator without a role. */
const ownAffairs: readonly Channel[] = [
  ...everybodys,
  'app.chooseDesk',
  'app.saveSettings',
  'operators.setPin',
  'app.copySupportReport',
  'hub.status',
  'updates.close',
  'updates.load',
  'updates.look',
];
const blamesProgram = /went wrong inside the program|wrong to itself/u;

/** The refusals of input that the contract forbids. */
const refusalsOfShape = ['bad-payload', 'text-too-long', 'code-too-long'];

/** Returns the faults in the shape of an answer. @param isValid whether the input matches the contract. */
export const shapeFaults = (answer: Result<unknown>, isValid: boolean): readonly string[] => {
  if (answer.ok === true) return 'value' in answer ? [] : ['was done without a value'];
  if (answer.ok !== false) return ['answered with no result'];
  const { code, message, retryable } = answer.error;
  return [
    ...(errorCodes.includes(code) ? [] : [`was refused with the unknown code ${code}`]),
    ...(code === 'unexpected' ? [`failed: ${message}`] : []),
    ...(typeof message === 'string' && /^\S[^]*[.?”)]$/u.test(message)
      ? []
      : [`was refused without a sentence: ${message}`]),
    ...(typeof retryable === 'boolean' ? [] : ['was refused without a word whether to try again']),
    ...(isValid && blamesProgram.test(message) ? [`blamed the program: ${message}`] : []),
    ...(!isValid && !refusalsOfShape.includes(code) ? [`took what the contract forbids: ${code}`] : []),
  ];
};

/** Returns whether a caller without a sign-in or role got more than they may. */
export const admissionFaults = (
  channel: Channel,
  answer: Result<unknown>,
  isValid: boolean,
  { signedIn, hasRoles }: { readonly signedIn: boolean; readonly hasRoles: boolean },
): readonly string[] => {
  if (!isValid) return answer.ok ? ['took what the contract forbids'] : [];
  const open = signedIn ? ownAffairs : everybodys;
  if ((signedIn && hasRoles) || open.includes(channel)) return [];
  const wanted = signedIn ? 'role-missing' : 'signed-out';
  const code = answer.ok ? 'done' : answer.error.code;
  return code === wanted ? [] : [`was ${code} instead of ${wanted}`];
};

/** Returns whether a call wrote although it was refused, or is read-only. */
export const writingFaults = (channel: Channel, answer: Result<unknown>): readonly string[] => {
  // Undoing an import is in the log while it checks whether it may.
  if (channel.startsWith('libraryFile.') || channel === 'imports.takeBack') return [];
  // Wrong PINs are counted.
  if (!answer.ok)
    return answer.error.code.startsWith('pin-') ? [] : [`was refused (${answer.error.code}) and wrote`];
  const call: Call = contract[channel];
  return call.changes === undefined ? ['only reads, and wrote'] : [];
};
