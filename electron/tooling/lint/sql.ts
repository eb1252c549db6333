import { dirname } from 'node:path/posix';
import type { Context, Node, Rule, VisitorWithHooks } from '@oxlint/plugins';
import { pathOf } from './path-of.ts';

// In capitals only, as all our SQL is: "Select a desk from the list" is a sentence for staff.
const sqlText =
  /\b(SELECT\s[^]*\bFROM\s|INSERT\s(OR\s\w+\s)?\s*INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|(CREATE|ALTER|DROP)\s+(UNIQUE\s+|TEMP\s+|VIRTUAL\s+)?(TABLE|INDEX|TRIGGER|VIEW)\s|PRAGMA\s|BEGIN IMMEDIATE|WITH\s+\w+\s+AS\s*\()/;

// The table that a text writes to; "…" where that is filled in. "DO UPDATE SET" names none of its own.
const writingText =
  /\b(?:(?:INSERT|REPLACE)\s+(?:OR\s+\w+\s+)?INTO|UPDATE(?:\s+OR\s+\w+)?(?!\s+SET\b)|DELETE\s+FROM)\s+(["\w.…]+)/g;

/** What can be made anew from the rows of requests, beside its readers: kept counts and what reports count. */
const madeFromRequests: Readonly<Record<string, readonly string[]>> = {
  'electron/main/desk/queries/list': ['request_cube', 'request_cube_day'],
  'electron/main/desk/queries/reports': [
    'report_state',
    'report_kind',
    'report_fact',
    'report_sum',
    'report_…',
    'temp.report_unstored',
  ],
};

/** Finds texts, templates too: what they fill in becomes "…". */
const texts = (context: Context, isBroken: (text: string) => boolean, message: string): VisitorWithHooks => {
  const look = (node: Node, text: string): void => {
    if (isBroken(text)) context.report({ node, message });
  };
  return {
    Literal: (node) => {
      if (typeof node.value === 'string') look(node, node.value);
    },
    TemplateLiteral: (node) => look(node, node.quasis.map((part) => part.value.raw).join('…')),
  };
};

/** SQL is in queries and in the database's own folder alone: which files, says the configuration. */
export const noSql: Rule = {
  create: (context) =>
    texts(
      context,
      (text) => sqlText.test(text),
      'SQL is written in *.queries.ts and electron/main/db alone.',
    ),
};

/** Only the store writes rows; which files are not the store, says the configuration. */
export const noWriting: Rule = {
  create: (context) => {
    const own = madeFromRequests[dirname(pathOf(context))] ?? [];
    return texts(
      context,
      (text) => [...text.matchAll(writingText)].some(([, table = '']) => !own.includes(table)),
      'Rows are written by electron/main/desk/store alone.',
    );
  },
};
