import { authorizeAnyRole } from '../../kernel/authorize.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { SlipScope } from '../../store/print-jobs.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Which slips the operator may see: those of their libraries, and, with a role there, those of the desk where they are. */
export const scopeOf = ({ session }: DeskContext): SlipScope => ({
  libraries: session.libraries(),
  deskId: authorizeAnyRole(session, t('slips.readingSlips')).ok ? session.desk().id : null,
});
