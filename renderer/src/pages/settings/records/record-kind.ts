import type { ReactNode } from 'react';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { ask } from '../../../api/desk.ts';
import type { RecordField } from './fields.tsx';
import type { FormPart } from './use-record.ts';

/** What storing a record answers; `moved`: what else went where, a sentence. */
export type Saved = { readonly id: number; readonly moved?: string };

/** What must be decided before a record is saved, in the place of its fields: it says how to save it, or leaves it. */
export type Decision = (props: {
  readonly save: (store: (opId: OpId) => Promise<Saved>) => void;
  readonly cancel: () => void;
}) => ReactNode;

/** One kind of record, as its page handles it: how it is called, stored, deleted and filled in. */
export type RecordKind<V extends object> = {
  /** `partner`, in sentences and names of buttons. */
  readonly one: string;
  readonly nameOf: (values: V) => string;
  readonly blank: V;
  readonly save: (id: number | null, values: V, opId: OpId) => Promise<Saved>;
  /** What is asked before it is saved so; null: nothing. */
  readonly asks?: (id: number, values: V) => Promise<Decision | null>;
  /** Undoes a change of it; left out where it is enough to store what it was. */
  readonly undo?: (id: number, before: V, undoes: OpId, opId: OpId) => Promise<Saved>;
  readonly remove: (id: number, opId: OpId) => Promise<unknown>;
  /** Why this one may not be deleted, though it may be changed; null: it may. */
  readonly mayRemove?: (id: number) => string | null;
  /** Lets library files change it again; absent where files know nothing of it. */
  readonly follow?: (id: number, opId: OpId) => Promise<unknown>;
  readonly fields: readonly RecordField<Extract<keyof V, string>>[];
  /** Why these fields may not be changed, though what follows them may; null: they may. */
  readonly whyFixed?: (id: number | null) => string | null;
  /** What follows the fields, and the names there beside which a refusal can stand. */
  readonly more?: (part: FormPart<V>, id: number | null) => ReactNode;
  readonly namesOfMore?: readonly string[];
};

/** What library files know by its code: how it is deleted, and given back to the files. */
export const inFiles = (kind: 'library' | 'desk' | 'partner' | 'patron') => ({
  remove: (id: number, opId: OpId) => ask('places.remove', { opId, kind, id }),
  follow: (id: number, opId: OpId) => ask('places.followFile', { opId, kind, id }),
});

/** What a form of a stored record changes: the values that a blank one has. */
export const valuesOf = <V extends object>({ blank }: Pick<RecordKind<V>, 'blank'>, row: V): V =>
  Object.fromEntries(Object.keys(blank).map((key) => [key, Reflect.get(row, key)])) as V;
