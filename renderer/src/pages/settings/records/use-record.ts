import { useRef, useState, type ReactNode } from 'react';
import type { Instant, OpId } from '../../../../../shared/domain/ids.ts';
import { RefusedError, sentenceOf } from '../../../api/desk.ts';
import { useUnsaved } from '../../../places/leave-guard.ts';
import { newOpId } from '../../../api/ids.ts';
import { namesOf } from './fields.tsx';
import type { Decision, RecordKind, Saved } from './record-kind.ts';

/** The interface between a form and its fields. */
export type FormPart<V> = {
  readonly draft: V;
  readonly put: (change: Partial<V>) => void;
  /** Returns the error message for a field, or null. */
  readonly errorOf: (field: string) => string | null;
};

/** The state of a form, independent of its values. */
export type FormState = {
  readonly isChanged: boolean;
  readonly isBusy: boolean;
  readonly isSaved: boolean;
  /** An error that belongs to no field. */
  readonly problem: string | null;
  readonly submit: () => void;
  readonly discard: () => void;
  /** Restores the previously stored values; null if there are none. */
  readonly undo: (() => void) | null;
};

type RecordState<V> = FormPart<V> & FormState;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The user cancelled the decision before saving. */
class Left extends Error {}

/** Returns one id per action: sending the same values again after a failed call reuses the id. */
const useIntention = (): ((values: unknown) => OpId) => {
  const last = useRef<{ readonly text: string; readonly opId: OpId } | null>(null);
  return (values) => {
    const text = JSON.stringify(values);
    if (last.current?.text !== text) last.current = { text, opId: newOpId() };
    const { opId } = last.current;
    return opId;
  };
};

/**
 * The values of a form, between loading and saving.
 * @param stored the values when the form was opened.
 * @param save stores values; it throws like `ask`.
 * @param fields the names that can show a refusal.
 * @param isNew nothing was stored before, so there is nothing to restore.
 * @param kept what the form shows once its values are saved.
 */
export const useRecord = <V extends object>(
  stored: V,
  save: (values: V, opId: OpId) => Promise<unknown>,
  fields: readonly string[],
  { isNew = false, kept: stays = (values: V): V => values } = {},
): RecordState<V> => {
  const [kept, setKept] = useState(stored);
  const [draft, setDraft] = useState(stored);
  const [before, setBefore] = useState<V | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const intention = useIntention();

  const run = async (values: V, previous: V | null): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await save(values, intention([values, previous]));
      setKept(stays(values));
      setDraft(stays(values));
      setBefore(previous);
      setSaved(true);
    } catch (thrown) {
      if (!(thrown instanceof Left)) setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const isChanged = !same(draft, kept);
  useUnsaved(isChanged);
  const field = error instanceof RefusedError ? error.refusal.details?.['field'] : undefined;
  const hasField = typeof field === 'string' && fields.includes(field);
  return {
    draft,
    put: (change) => {
      setDraft({ ...draft, ...change });
      setSaved(false);
      setError(null);
    },
    errorOf: (name) => (hasField && field === name ? sentenceOf(error) : null),
    isChanged,
    isBusy,
    isSaved,
    problem: error !== null && !hasField ? sentenceOf(error) : null,
    submit: () => void run(draft, isNew ? null : kept),
    discard: () => {
      setDraft(kept);
      setError(null);
    },
    undo: before === null ? null : () => void run(before, null),
  };
};

/** The open record; `id` is null until it is stored. */
export type Open<V> = { readonly id: number | null; readonly values: V; readonly editedAt: Instant | null };

/** The props of a record's form, in a window or a page. */
export type OpenRecordProps<V extends object> = {
  readonly kind: RecordKind<V>;
  readonly open: Open<V>;
  /** Why it may not be changed, or null. */
  readonly locked: string | null;
  /** Called when the record is stored, with the id of the step. */
  readonly stored: (saved: Saved, values: V, opId: OpId) => void;
  /** Returns to the list; with the values of a record that was deleted. */
  readonly close: (removed: V | null) => void;
};

/** An open record, and the ways to leave its form. */
export type OpenRecord<V extends object> = {
  readonly record: RecordState<V>;
  /** The decision to make before it is saved; null: none. */
  readonly decision: ReactNode;
  /** Whether the question about unsaved changes is shown, and the answer to stay. */
  readonly asks: boolean;
  readonly stay: () => void;
  /** Leaves the form, after asking if there are unsaved changes. */
  readonly back: () => void;
  readonly remove: () => void;
  /** Why it cannot be deleted, or null. */
  readonly keeps: string | null;
  /** Why deleting it failed. */
  readonly removing: string | null;
};

type Store = (opId: OpId) => Promise<Saved>;

/** The decision before saving a record: shown until it is made. */
export const useDecision = () => {
  const [shown, show] = useState<{
    readonly form: Decision;
    readonly settle: (store: Store | null) => void;
  } | null>(null);
  return {
    /** Returns how to save it. @throws Left if the user cancels */
    decide: async (form: Decision): Promise<Store> => {
      const store = await new Promise<Store | null>((settle) => show({ form, settle }));
      show(null);
      if (store === null) throw new Left();
      return store;
    },
    node: shown === null ? null : shown.form({ save: shown.settle, cancel: () => shown.settle(null) }),
    leave: shown === null ? null : () => shown.settle(null),
  };
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
  const { decide, node: decision, leave } = useDecision();
  const record = useRecord<V>(
    first,
    async (values, opId) => {
      const form = id === null ? null : ((await kind.asks?.(id, values)) ?? null);
      const store = form === null ? (op: OpId) => kind.save(id, values, op) : await decide(form);
      stored(await store(opId), kind.kept?.(values) ?? values, opId);
    },
    [...namesOf(kind.fields), ...(kind.namesOfMore ?? [])],
    { isNew: id === null, ...(kind.kept && { kept: kind.kept }) },
  );
  return {
    record,
    decision,
    asks: asks && record.isChanged,
    stay: () => setAsks(false),
    back: leave ?? (() => (record.isChanged && locked === null ? setAsks(true) : close(null))),
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
