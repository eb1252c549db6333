import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { LoadFailed, Nothing, Waiting } from '../../../shell/notices/LoadStates.tsx';
import type { Open } from './RecordEditor.tsx';
import { RecordEditor } from './RecordEditor.tsx';
import type { RecordKind } from './record-kind.ts';
import classes from './records.module.css';

type Row = { readonly id: number; readonly name: string; readonly editedAt?: Instant | null };

export type Column<R> = { readonly head: string; readonly cell: (row: R) => ReactNode };

type Query<R> = {
  readonly rows: readonly R[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
};

const RowList = <R extends Row>({
  label,
  rows,
  columns,
  open,
}: {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly open: (row: R) => void;
}) => (
  <Table.ScrollContainer minWidth={380} type="native" w="100%">
    <Table striped aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {['Name', ...columns.map(({ head }) => head)].map((head) => (
            <Table.Th key={head} scope="col">
              {head}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <button
                type="button"
                className={classes['name']}
                data-record={row.id}
                onClick={() => open(row)}
              >
                <bdi>{row.name}</bdi>
              </button>
            </Table.Td>
            {columns.map(({ head, cell }) => (
              <Table.Td key={head}>{cell(row)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

/** What was deleted last, and the way back. */
const Removed = <V extends object>({
  kind,
  values,
  done,
}: {
  readonly kind: RecordKind<V>;
  readonly values: V;
  readonly done: () => void;
}) => {
  const [problem, setProblem] = useState<string | null>(null);
  const opId = useRef(newOpId());
  const putBack = async (): Promise<void> => {
    try {
      await kind.save(null, values, opId.current);
      done();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <div className={classes['notice']}>
      <Text role="status">
        <bdi>{kind.nameOf(values)}</bdi> was deleted.
      </Text>
      <Button size="compact-md" variant="default" onClick={() => void putBack()}>
        Undo
      </Button>
      {problem !== null && (
        <Text role="alert" c="var(--desk-stop)">
          {problem}
        </Text>
      )}
    </div>
  );
};

/**
 * The records of one kind: their list, and the form of the one that is open.
 * @param mayAdd null, or why nobody may add one here.
 * @param mayChange the same for a row.
 * @param search, pages what stands above and below the list.
 * @param beside what else belongs to a stored record, below its form.
 */
export const Records = <R extends Row, V extends object>({
  kind,
  label,
  query,
  columns,
  valuesOf,
  mayAdd,
  mayChange,
  empty,
  search = null,
  pages = null,
  beside,
}: {
  readonly kind: RecordKind<V>;
  readonly label: string;
  readonly query: Query<R>;
  readonly columns: readonly Column<R>[];
  readonly valuesOf: (row: R) => V;
  readonly mayAdd: string | null;
  readonly mayChange: (values: V, id: number | null) => string | null;
  readonly empty: string;
  readonly search?: ReactNode;
  readonly pages?: ReactNode;
  readonly beside?: (id: number) => ReactNode;
}) => {
  const [open, setOpen] = useState<(Open<V> & { readonly key: number }) | null>(null);
  const [removed, setRemoved] = useState<V | null>(null);
  const back = useRef<number | 'add' | null>(null);
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open || back.current === null) return;
    const selector = back.current === 'add' ? '[data-add]' : `[data-record="${back.current}"]`;
    const target =
      whole.current?.querySelector<HTMLElement>(selector) ??
      whole.current?.querySelector<HTMLElement>('[data-add]');
    back.current = null;
    target?.focus();
  }, [open]);
  const show = (next: Open<V>): void => {
    setRemoved(null);
    setOpen({ ...next, key: Date.now() });
  };
  if (open)
    return (
      <RecordEditor
        key={open.key}
        kind={kind}
        open={open}
        locked={open.id === null ? mayAdd : mayChange(open.values, open.id)}
        stored={(id, values) => setOpen({ ...open, id, values })}
        close={(gone) => {
          back.current = open.id ?? 'add';
          setRemoved(gone);
          setOpen(null);
        }}
      >
        {open.id !== null && beside?.(open.id)}
      </RecordEditor>
    );
  return (
    <Stack ref={whole} w="100%" gap="sm" align="flex-start">
      <Group>
        <Button
          data-add
          disabled={mayAdd !== null}
          title={mayAdd ?? ''}
          onClick={() => show({ id: null, values: kind.blank, editedAt: null })}
        >
          Add {kind.one}
        </Button>
        {search}
      </Group>
      {mayAdd !== null && <Text c="dimmed">{mayAdd}</Text>}
      {removed && <Removed kind={kind} values={removed} done={() => setRemoved(null)} />}
      {query.error !== null && <LoadFailed error={query.error} retry={query.retry} />}
      {query.error === null && !query.rows && <Waiting rows={6} />}
      {query.rows && query.rows.length === 0 && <Nothing>{empty}</Nothing>}
      {query.rows && query.rows.length > 0 && (
        <RowList
          label={label}
          rows={query.rows}
          columns={columns}
          open={(row) => show({ id: row.id, values: valuesOf(row), editedAt: row.editedAt ?? null })}
        />
      )}
      {pages}
    </Stack>
  );
};
