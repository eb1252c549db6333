import { useRef, useState, type ReactNode } from 'react';
import type { Instant, OpId } from '../../../../../shared/domain/ids.ts';
import { RefusedError, sentenceOf } from '../../../api/desk.ts';
import { useUnsaved } from '../../../places/leave-guard.ts';
import { newOpId } from '../../../api/ids.ts';
import { namesOf } from './fields.tsx';
import type { Decision, RecordKind, Saved } from './record-kind.ts';

/** What the fields of a form work with. */
export type FormPart<V> = {
  readonly draft: V;
  readonly put: (change: Partial<V>) => void;
  /** The sentence that belongs beside a field, or null. */
  readonly errorOf: (field: string) => string | null;
};

/** How a form stands, whatever its values are. */
export type FormState = {
  readonly isChanged: boolean;
  readonly isBusy: boolean;
  readonly isSaved: boolean;
  /** What went wrong and belongs to no field. */
  readonly problem: string | null;
  readonly submit: () => void;
  readonly discard: () => void;
  /** Restores what was stored before; null while there is nothing to restore. */
  readonly undo: (() => void) | null;
};

export type RecordState<V> = FormPart<V> & FormState;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Somebody was asked before it was saved, and left it. */
class Left extends Error {}

/** One id for one intention: the same values sent again after a call that broke off are the same intention. */
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
 * The values of a form, from what is stored to what is stored again.
 * @param stored the values when the form was opened.
 * @param save stores values; it throws what `ask` throws.
 * @param fields the names beside which a refusal can stand.
 * @param isNew nothing was stored before, so there is nothing to restore.
 */
export const useRecord = <V extends object>(
  stored: V,
  save: (values: V, opId: OpId) => Promise<unknown>,
  fields: readonly string[],
  isNew = false,
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
      setKept(values);
      setDraft(values);
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

/** The record that is open; `id` is null until it is stored. */
export type Open<V> = { readonly id: number | null; readonly values: V; readonly editedAt: Instant | null };

/** What the form of a record is given, wherever it stands. */
export type OpenRecordProps<V extends object> = {
  readonly kind: RecordKind<V>;
  readonly open: Open<V>;
  /** Why it may not be changed, or null. */
  readonly locked: string | null;
  /** Tells that the record is stored, and by which step. */
  readonly stored: (saved: Saved, values: V, opId: OpId) => void;
  /** Back to the list; with the values of a record that was deleted. */
  readonly close: (removed: V | null) => void;
};

/** A record that is open, and the ways out of its form. */
export type OpenRecord<V extends object> = {
  readonly record: RecordState<V>;
  /** What must be decided before it is saved; null: nothing. */
  readonly decision: ReactNode;
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

type Store = (opId: OpId) => Promise<Saved>;

/** What is asked before a record is saved: shown until somebody decides. */
const useDecision = () => {
  const [shown, show] = useState<{
    readonly form: Decision;
    readonly settle: (store: Store | null) => void;
  } | null>(null);
  return {
    /** How to save it. @throws Left where somebody leaves it. */
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
      stored(await store(opId), values, opId);
    },
    [...namesOf(kind.fields), ...(kind.namesOfMore ?? [])],
    id === null,
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
