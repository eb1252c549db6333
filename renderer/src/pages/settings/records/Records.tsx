import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { LoadFailed, Nothing, Waiting } from '../../../steps/LoadStates.tsx';
import { PageNotice, type PageNews } from '../../../shell/notices/PageNotice.tsx';
import { RecordEditor } from './RecordEditor.tsx';
import { RecordWindow } from './RecordWindow.tsx';
import type { RecordKind } from './record-kind.ts';
import classes from './records.module.css';
import { RowList, type Column, type Row } from './RowList.tsx';
import type { Open } from './use-open-record.ts';
import { t } from '../../../../../shared/words/words.ts';

type Query<R> = {
  readonly rows: readonly R[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
};

/** What was stored or deleted last, and the way back. */
const useRecordNews = <V extends object>(kind: RecordKind<V>) => {
  const [news, setNews] = useState<PageNews | null>(null);
  const dismiss = useCallback(() => setNews(null), []);
  /** @param before what the record was; null where there was none */
  const back = async (id: number | null, before: V | null): Promise<void> => {
    try {
      if (before !== null) await kind.save(id, before, newOpId());
      else if (id !== null) await kind.remove(id, newOpId());
      setNews({ words: t('settings.itIsAsItWasBefore'), failed: false });
    } catch (error) {
      setNews({ words: sentenceOf(error), failed: true });
    }
  };
  return {
    news,
    dismiss,
    saved: (id: number, values: V, before: V | null): void =>
      setNews({
        words: t('settings.isSaved', { name: kind.nameOf(values) }),
        failed: false,
        undo: () => void back(id, before),
      }),
    removed: (values: V): void =>
      setNews({
        words: t('settings.wasDeleted2', { name: kind.nameOf(values) }),
        failed: false,
        undo: () => void back(null, values),
      }),
  };
};

/**
 * The records of one kind: their list, and the form of the one that is open.
 * @param mayAdd null, or why nobody may add one here.
 * @param mayChange the same for a row.
 * @param search, pages what stands above and below the list.
 * @param beside what else belongs to a stored record, below its form: such a form stands in the place of the list, others in a window.
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
  const [focus, setFocus] = useState<number | 'add' | null>(null);
  const { news, dismiss, saved, removed } = useRecordNews(kind);
  const add = useRef<HTMLButtonElement>(null);
  const isListed = typeof focus === 'number' && query.rows?.some(({ id }) => id === focus) === true;
  useEffect(() => {
    // A record that the list does not show, or not any more: where the next one is added.
    if (open === null && focus !== null && !isListed && document.activeElement === document.body)
      add.current?.focus();
  }, [open, focus, isListed]);
  const show = (next: Open<V>): void => {
    dismiss();
    setFocus(null);
    setOpen({ ...next, key: Date.now() });
  };
  const close = (id: number | null): void => {
    setOpen(null);
    setFocus(id ?? 'add');
  };
  const form = open && {
    kind,
    open,
    locked: open.id === null ? mayAdd : mayChange(open.values, open.id),
    close: (gone: V | null): void => {
      if (gone) removed(gone);
      close(open.id);
    },
  };
  if (form && beside)
    return (
      <RecordEditor
        key={form.open.key}
        {...form}
        stored={(id, values) => setOpen({ ...form.open, id, values })}
      >
        {form.open.id !== null && beside(form.open.id)}
      </RecordEditor>
    );
  return (
    <Stack w="100%" gap="sm" align="flex-start">
      <Group>
        <Button
          ref={add}
          disabled={mayAdd !== null}
          title={mayAdd ?? ''}
          onClick={() => show({ id: null, values: kind.blank, editedAt: null })}
        >
          {t('settings.add', { one: kind.one })}
        </Button>
        {search}
      </Group>
      {mayAdd !== null && <Text c="dimmed">{mayAdd}</Text>}
      {query.error !== null && <LoadFailed error={query.error} retry={query.retry} />}
      {query.error === null && !query.rows && <Waiting rows={6} />}
      {query.rows && query.rows.length === 0 && <Nothing>{empty}</Nothing>}
      {query.rows && query.rows.length > 0 && (
        <RowList
          label={label}
          rows={query.rows}
          columns={columns}
          focusId={open === null && typeof focus === 'number' ? focus : null}
          moved={() => setFocus(null)}
          open={(row) => show({ id: row.id, values: valuesOf(row), editedAt: row.editedAt ?? null })}
        />
      )}
      {pages}
      <div className={classes['news']}>
        <PageNotice news={news} dismiss={dismiss} />
      </div>
      {form && (
        <RecordWindow
          key={form.open.key}
          {...form}
          stored={(id, values) => {
            saved(id, values, form.open.id === null ? null : form.open.values);
            close(id);
          }}
        />
      )}
    </Stack>
  );
};
