import { t } from '../../../../shared/words/words.ts';
import type { Look } from './look.ts';

/** Why nothing is known of a folder whose drive does not respond. */
export const silentDrive: NonNullable<Look['problem']> = {
  code: 'silent',
  why: t('The drive with the folder is not responding. Check it; Borrow Desk will try again automatically.'),
};
