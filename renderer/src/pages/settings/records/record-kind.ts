import type { ReactNode } from 'react';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { ask } from '../../../api/desk.ts';
import type { RecordField } from './fields.tsx';
import type { FormPart } from './use-record.ts';

/** The answer to saving a record; `moved`: a sentence about other things that were moved. */
export type Saved = { readonly id: number; readonly moved?: string };

/** A decision to make before a record is saved, shown in place of its fields: it saves the record, or cancels. */
export type Decision = (props: {
  readonly save: (store: (opId: OpId) => Promise<Saved>) => void;
  readonly cancel: () => void;
}) => ReactNode;

/** One kind of record, as its page uses it: its name, storage and form. */
export type RecordKind<V extends object> = {
  /** `partner`, for sentences and button labels. */
  readonly one: string;
  readonly nameOf: (values: V) => string;
  readonly blank: V;
  readonly save: (id: number | null, values: V, opId: OpId) => Promise<Saved>;
  /** Returns what the form shows once its values are saved: without a secret, which is shown to nobody. */
  readonly kept?: (values: V) => V;
  /** Returns a decision to make before saving these values; null: none. */
  readonly asks?: (id: number, values: V) => Promise<Decision | null>;
  /** Undoes a change; absent if storing the previous values is enough. */
  readonly undo?: (id: number, before: V, undoes: OpId, opId: OpId) => Promise<Saved>;
  readonly remove: (id: number, opId: OpId) => Promise<unknown>;
  /** Returns why this record may not be deleted, although it may be changed; null: it may. */
  readonly mayRemove?: (id: number) => string | null;
  /** Lets library files change the record again; absent for kinds that are not in files. */
  readonly follow?: (id: number, opId: OpId) => Promise<unknown>;
  readonly fields: readonly RecordField<Extract<keyof V, string>>[];
  /** Returns why these fields may not be changed, although the content below them may; null: they may. */
  readonly whyFixed?: (id: number | null) => string | null;
  /** The content below the fields, and its names that can show a refusal. */
  readonly more?: (part: FormPart<V>, id: number | null) => ReactNode;
  readonly namesOfMore?: readonly string[];
};

/** How records with a code in library files are deleted, and released to the files. */
export const inFiles = (kind: 'library' | 'desk' | 'partner' | 'patron') => ({
  remove: (id: number, opId: OpId) => ask('places.remove', { opId, kind, id }),
  follow: (id: number, opId: OpId) => ask('places.followFile', { opId, kind, id }),
});

/** Returns the editable values of a stored record: those that a blank one has. */
export const valuesOf = <V extends object>({ blank }: Pick<RecordKind<V>, 'blank'>, row: V): V =>
  Object.fromEntries(Object.keys(blank).map((key) => [key, Reflect.get(row, key)])) as V;
