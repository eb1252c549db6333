import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { TestHub } from './hub-server.ts';
import type { Row } from './rows.ts';

/** A step as stored in the hub. */
export type PlacedOp = {
  readonly seq: number;
  readonly op_id: OpId;
  readonly workstation: number;
  readonly n: number;
  readonly kind: string | null;
  readonly operator_id: number | null;
  readonly desk_id: number | null;
  readonly request_id: RequestId | null;
  readonly at: string;
  readonly outcome: 'accepted' | 'refused';
  readonly body: {
    readonly input?: string;
    readonly timeZone: string;
    readonly writes: readonly string[];
    readonly events: readonly {
      readonly requestId: number;
      readonly kind: string;
      readonly headline: string;
    }[];
    readonly changes: readonly {
      readonly t: string;
      readonly id: number;
      readonly b: Row | null;
      readonly a: Row | null;
    }[];
  };
};

const numbered = <T extends { readonly [K in keyof T]: unknown }>(
  row: T,
  names: readonly (keyof T)[],
): T => ({
  ...row,
  ...Object.fromEntries(names.map((name) => [name, row[name] === null ? null : Number(row[name])])),
});

/** Returns the steps of the hub's order, except those from before the hub was created. */
export const placedOps = async (hub: TestHub): Promise<readonly PlacedOp[]> =>
  (
    (await hub.query(
      'SELECT seq, op_id, workstation, n, kind, operator_id, desk_id, request_id, at, outcome, body FROM hub.op WHERE n IS NOT NULL ORDER BY seq',
      [],
    )) as PlacedOp[]
  ).map((op) => numbered(op, ['seq', 'n', 'operator_id', 'desk_id', 'request_id']));
