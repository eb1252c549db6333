import type { NotDone } from '../../../../shared/ipc/result.ts';
import { fail } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { codeOf } from '../../db/errors.ts';
import { UnfitDatabase } from './make-hub.ts';
import { OtherCertificate } from './postgres.ts';
import { NoEncryption } from './server-certificate.ts';

const byCode: Readonly<Record<string, () => string>> = {
  ECONNREFUSED: () => t('hub.nobodyAnswersAtThisAddress'),
  ENOTFOUND: () => t('hub.noComputerOfThisName'),
  EINVAL: () => t('hub.noComputerOfThisName'),
  EAI_AGAIN: () => t('hub.noComputerOfThisName'),
  ETIMEDOUT: () => t('hub.nobodyAnswersAtThisAddress'),
  ABORT_ERR: () => t('hub.nobodyAnswersAtThisAddress'),
  EHOSTUNREACH: () => t('hub.nobodyAnswersAtThisAddress'),
  ENETUNREACH: () => t('hub.nobodyAnswersAtThisAddress'),
  ECONNRESET: () => t('hub.theConnectionBroke'),
  // What PostgreSQL says.
  '28P01': () => t('hub.nameOrPasswordIsWrong'),
  '28000': () => t('hub.nameOrPasswordIsWrong'),
  '3D000': () => t('hub.noSuchDatabase'),
  '42501': () => t('hub.theAccountMayNotMakeRoles'),
  '53100': () => t('hub.theDiskOfTheHubIsFull'),
  HB008: () => t('hub.theHubIsUpToDate'),
  HB001: () => t('hub.thisWorkstationWasRemoved'),
  HB005: () => t('hub.itTakesAnAdministratorsStep'),
  HB010: () => t('hub.thisWorkstationHeldUpTheOthers'),
  HB011: () => t('hub.theHubLacksNothing'),
  HB012: () => t('hub.tooManyJoiningFiles'),
  HB013: () => t('hub.moreThanHalfStay'),
  HB014: () => t('hub.tooOftenToday'),
  HB015: () => t('hub.theServerHasTooFewConnections'),
};

/** The hub keeps one workstation. */
export const isLastWorkstation = (error: unknown): boolean => codeOf(error) === 'HB013';

/** What PostgreSQL says of a login that it does not know, or whose time is over. */
const notLetIn: readonly string[] = ['28P01', '28000'];

/** The same of a join: nobody has typed the login that the joining file brings. */
export const failureOfJoining = (error: unknown): NotDone =>
  notLetIn.includes(codeOf(error))
    ? fail('hub-failed', t('hub.thisJoiningFileIsUsedOrOver'))
    : failureOf(error);

/** What staff read when the hub, or the way to it, did not do what was asked. */
export const failureOf = (error: unknown): NotDone => {
  if (error instanceof NoEncryption) return fail('hub-failed', t('hub.theServerSpeaksWithoutEncryption'));
  if (error instanceof OtherCertificate) return fail('hub-failed', t('hub.theCertificateIsAnother'));
  if (error instanceof UnfitDatabase)
    return fail(
      'hub-failed',
      error.why === 'taken' ? t('hub.thisDatabaseHasAHub') : t('hub.thisServerIsTooOld'),
    );
  const words = byCode[codeOf(error)]?.();
  if (words !== undefined) return fail('hub-failed', words);
  const said = error instanceof Error ? error.message : String(error);
  return fail('hub-failed', t('hub.theHubSaid', { said }));
};
