import { blockWords } from '../../../../../shared/domain/patron-blocks.ts';
import type { PatronView } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import { loadSettingGroup } from '../../records/settings/settings.service.ts';
import type { Step } from '../frame/step.ts';

/**
 * Returns what the library's other system has against lending to a patron, as a question; null if nothing is known today. Only staff at the
 * desk are asked: a step that is replayed was decided then.
 */
export const blockOf = ({ lookUps }: DeskContext, { db }: Step, patron: PatronView): string | null => {
  const said = lookUps?.known(patron.barcode);
  if (said?.state !== 'found' || said.blocks.length === 0) return null;
  const system = loadSettingGroup(db, 'otherSystem').name || t('The other system');
  return t('{system} says that this patron is blocked: {blocks}. Lend anyway?', {
    system,
    blocks: blockWords(said.blocks),
  });
};
