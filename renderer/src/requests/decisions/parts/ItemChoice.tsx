import { NativeSelect } from '@mantine/core';
import type { Ref } from 'react';
import type { ItemId } from '../../../../../shared/domain/ids.ts';
import { itemStatusInSentence } from '../../../../../shared/domain/item-status.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Describes a volume in lists: its number, barcode and status. */
export const itemWords = ({ volume, barcode, status }: RequestFactsView['items'][number]): string =>
  t('Volume {volume}{barcode, select, none {} other {, {barcode}}}, {status}', {
    volume,
    barcode: barcode || 'none',
    status: itemStatusInSentence(status),
  });

type ItemChoiceProps<Other extends string> = {
  readonly field?: Ref<HTMLSelectElement>;
  readonly items: RequestFactsView['items'];
  /** Options other than a volume. */
  readonly others?: readonly { readonly value: Other; readonly label: string }[];
  readonly chosen: ItemId | Other | null;
  readonly onChosen: (chosen: ItemId | Other | null) => void;
};

/** Chooses one of several volumes, or all of them (null). Renders nothing if there is only one option. */
export const ItemChoice = <Other extends string = never>({
  field,
  items,
  others = [],
  chosen,
  onChosen,
}: ItemChoiceProps<Other>) => {
  const volumes = items.map((item) => ({
    value: String(item.id),
    label: itemWords(item),
    chosen: item.id,
  }));
  const all = {
    value: '',
    label: t('{items, plural, =2 {Both} other {All #}}', { items: items.length }),
    chosen: null,
  };
  const choices = [
    ...(items.length > 1 ? [all] : []),
    ...volumes,
    ...others.map((other) => ({ ...other, chosen: other.value })),
  ];
  if (choices.length < 2) return null;
  const present = choices.find((choice) => choice.chosen === chosen) ?? choices[0];
  return (
    <NativeSelect
      {...(field && { ref: field })}
      label={t('Which item')}
      value={present?.value ?? ''}
      data={choices.map(({ value, label }) => ({ value, label }))}
      onChange={({ currentTarget }) =>
        onChosen(choices.find(({ value }) => value === currentTarget.value)?.chosen ?? null)
      }
    />
  );
};
