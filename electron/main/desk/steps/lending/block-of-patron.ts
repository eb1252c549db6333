import { blockWords } from '../../../../../shared/domain/patron-blocks.ts';
import type { PatronView } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import { loadSettingGroup } from '../../records/settings/settings.service.ts';
import type { Step } from '../frame/step.ts';

/**
 * Returns the blocks of a patron in the library's other system, as a question to staff; null if none are known today. A step that is replayed asks
 * nothing: it was decided when it was taken.
 */
export const blockOf = ({ lookUps }: DeskContext, { db }: Step, patron: PatronView): string | null => {
  const said = lookUps?.known(patron.barcode);
  const blocks = said?.state === 'found' ? blockWords(said) : '';
  if (blocks === '') return null;
  const system = loadSettingGroup(db, 'otherSystem').name || t('The other system');
  return t('{system} says that this patron is blocked: {blocks}. Lend anyway?', {
    system,
    blocks,
  });
};
