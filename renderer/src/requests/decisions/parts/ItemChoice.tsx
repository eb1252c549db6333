import { NativeSelect } from '@mantine/core';
import type { Ref } from 'react';
import type { ItemId } from '../../../../../shared/domain/ids.ts';
import { isItemStatus, itemStatuses } from '../../../../../shared/domain/item-status.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { inSentence, t } from '../../../../../shared/words/words.ts';

const statusWords = (status: string): string =>
  isItemStatus(status) ? inSentence(itemStatuses[status].label) : status;

type ItemChoiceProps = {
  readonly field?: Ref<HTMLSelectElement>;
  readonly items: RequestFactsView['items'];
  readonly chosen: ItemId | null;
  readonly onChosen: (id: ItemId | null) => void;
};

/** Chooses one of several volumes, or all of them (null). With a single one there is nothing to choose. */
export const ItemChoice = ({ field, items, chosen, onChosen }: ItemChoiceProps) =>
  items.length > 1 && (
    <NativeSelect
      {...(field && { ref: field })}
      label={t('requests.whichItem')}
      value={String(chosen ?? '')}
      data={[
        { value: '', label: `All ${items.length}` },
        ...items.map(({ id, barcode, volume, status }) => ({
          value: String(id),
          label: t('requests.volume3', { volume, barcode, status: statusWords(status) }),
        })),
      ]}
      onChange={({ currentTarget }) =>
        onChosen(items.find(({ id }) => String(id) === currentTarget.value)?.id ?? null)
      }
    />
  );
