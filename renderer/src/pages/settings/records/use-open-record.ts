import { useState } from 'react';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import type { RecordKind } from './record-kind.ts';
import type { RecordState } from './use-record.ts';
import { useRecord } from './use-record.ts';

/** The record that is open; `id` is null until it is stored. */
export type Open<V> = { readonly id: number | null; readonly values: V; readonly editedAt: Instant | null };

/** What the form of a record is given, wherever it stands. */
export type OpenRecordProps<V extends object> = {
  readonly kind: RecordKind<V>;
  readonly open: Open<V>;
  /** Why it may not be changed, or null. */
  readonly locked: string | null;
  /** Tells that the record has this id now. */
  readonly stored: (id: number, values: V) => void;
  /** Back to the list; with the values of a record that was deleted. */
  readonly close: (removed: V | null) => void;
};

/** A record that is open, and the ways out of its form. */
export type OpenRecord<V extends object> = {
  readonly record: RecordState<V>;
  /** Whether it is asked what becomes of the changes, and the answer that stays. */
  readonly asks: boolean;
  readonly stay: () => void;
  /** Leaves the form, but asks first where something is not saved. */
  readonly back: () => void;
  readonly remove: () => void;
  /** Why it is not deleted, or null. */
  readonly keeps: string | null;
  /** Why it was not deleted. */
  readonly removing: string | null;
};

export const useOpenRecord = <V extends object>({
  kind,
  open: { id, values: first },
  locked,
  stored,
  close,
}: OpenRecordProps<V>): OpenRecord<V> => {
  const [asks, setAsks] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  const record = useRecord<V>(
    first,
    async (values, opId) => {
      const { id: storedId } = await kind.save(id, values, opId);
      stored(storedId, values);
    },
    kind.fields,
    id === null,
  );
  return {
    record,
    asks: asks && record.isChanged,
    stay: () => setAsks(false),
    back: () => (record.isChanged && locked === null ? setAsks(true) : close(null)),
    remove: () => {
      if (id === null) return;
      void kind.remove(id, newOpId()).then(
        () => close(record.draft),
        (error: unknown) => setRemoving(sentenceOf(error)),
      );
    },
    keeps: locked ?? (id === null ? null : (kind.mayRemove?.(id) ?? null)),
    removing,
  };
};
