import * as slip from './slip.ts';
import { t } from '../../words/words.ts';

/** The label of a temporary barcode that the program generated. It goes on the item, so it is short and begins with the code. */
export const labelSlip = slip.designedSlip(
  'label',
  ({ strings }) => strings('barcode', 'externalId', 'title', 'libraryName'),
  ({ free }) => ({
    label: t('Label'),
    undone: slip.stepUndone,
    fields: {
      itemCode: {
        label: t('Item barcode'),
        rule: 'needed-code',
        part: ({ barcode, libraryName }) => ({ as: 'code', label: libraryName, code: barcode }),
      },
      text: slip.ownText,
      title: free(t('Title'), ({ title }) => ({ as: 'text', text: title, limit: slip.limits.name })),
      externalId: free(t('Request number'), ({ externalId }) => ({
        as: 'text',
        text: externalId,
        limit: slip.limits.code,
      })),
    },
    oncePerParcel: null,
    sample: {
      kind: 'label',
      barcode: 'MAIN-T000017',
      externalId: '01MAIN0000101',
      title: 'The Sea Around Us',
      libraryName: 'Main Library',
    },
  }),
);

export type LabelSlip = typeof labelSlip.sample;
