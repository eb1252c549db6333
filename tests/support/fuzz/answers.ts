import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Call } from '../../../shared/ipc/calls/shapes.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { errorCodes } from '../../../shared/ipc/error-codes.ts';
import type { Result } from '../../../shared/ipc/result.ts';

// What every answer must be, whatever was asked.

/** Answered while nobody is signed in. */
const everybodys: readonly Channel[] = [
  'app.load',
  'app.reportError',
  'app.signIn',
  'app.signOut',
  'scanner.listen',
];
/** Answered to somebody without any role, too. */
const ownAffairs: readonly Channel[] = [
  ...everybodys,
  'app.chooseDesk',
  'app.saveSettings',
  'operators.setPin',
  'app.copySupportReport',
  'hub.status',
];
const blamesProgram = /went wrong inside the program|wrong to itself/u;

/** How what the contract forbids is refused. */
const refusalsOfShape = ['bad-payload', 'text-too-long', 'code-too-long'];

/** What is wrong with the shape of an answer. @param isValid whether the contract lets the input through. */
export const shapeFaults = (answer: Result<unknown>, isValid: boolean): readonly string[] => {
  if (answer.ok === true) return 'value' in answer ? [] : ['was done without a value'];
  if (answer.ok !== false) return ['answered with no result'];
  const { code, message, retryable } = answer.error;
  return [
    ...(errorCodes.includes(code) ? [] : [`was refused with the unknown code ${code}`]),
    ...(code === 'unexpected' ? [`failed: ${message}`] : []),
    ...(typeof message === 'string' && /^\S[^]*[.”)]$/u.test(message)
      ? []
      : [`was refused without a sentence: ${message}`]),
    ...(typeof retryable === 'boolean' ? [] : ['was refused without a word whether to try again']),
    ...(isValid && blamesProgram.test(message) ? [`blamed the program: ${message}`] : []),
    ...(!isValid && !refusalsOfShape.includes(code) ? [`took what the contract forbids: ${code}`] : []),
  ];
};

/** Whether somebody who is not signed in, or has no role, got more than is theirs. */
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

/** Whether a call wrote that must not: one that was refused, or that only reads. */
export const writingFaults = (channel: Channel, answer: Result<unknown>): readonly string[] => {
  // Taking an import back has its line in the log while it looks whether it may.
  if (channel.startsWith('libraryFile.') || channel === 'imports.takeBack') return [];
  // Wrong PINs are counted.
  if (!answer.ok)
    return answer.error.code.startsWith('pin-') ? [] : [`was refused (${answer.error.code}) and wrote`];
  const call: Call = contract[channel];
  return call.changes === undefined ? ['only reads, and wrote'] : [];
};
