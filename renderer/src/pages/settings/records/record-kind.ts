import type { ReactNode } from 'react';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { FormPart } from './use-record.ts';

/** One kind of record, as its page handles it: how it is called, stored, deleted and filled in. */
export type RecordKind<V extends object> = {
  /** `partner`, in sentences and names of buttons. */
  readonly one: string;
  /** The names of fields beside which a refusal can stand. */
  readonly fields: readonly string[];
  readonly nameOf: (values: V) => string;
  readonly blank: V;
  readonly save: (id: number | null, values: V, opId: OpId) => Promise<{ readonly id: number }>;
  readonly remove: (id: number, opId: OpId) => Promise<unknown>;
  /** Why this one may not be deleted, though it may be changed; null: it may. */
  readonly mayRemove?: (id: number) => string | null;
  /** Lets library files change it again; absent where files know nothing of it. */
  readonly follow?: (id: number, opId: OpId) => Promise<unknown>;
  readonly form: (part: FormPart<V>, id: number | null) => ReactNode;
};
