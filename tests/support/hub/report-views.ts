/** A view for the library's own reports, or for the server's administrator, as described in resources/hub/reports.sql. */
export type ReportView = {
  readonly schema: string;
  readonly name: string;
  readonly what: string;
  readonly columns: readonly { readonly name: string; readonly what: string }[];
};

/** Parses the views of that file: each view is described by the comment above it, each column by the one after it. */
export const readViews = (sql: string): readonly ReportView[] =>
  [...sql.matchAll(/((?:^-- .*\n)+)CREATE OR REPLACE VIEW (\w+)\.(\w+) AS SELECT\n([^]*?)^FROM/gm)].map(
    ([, above = '', schema = '', name = '', inside = '']) => ({
      schema,
      name,
      what: above.replaceAll(/^-- /gm, '').trim().replaceAll('\n', ' '),
      columns: inside
        .trim()
        .split('\n')
        .map((line) => {
          const [column = '', what = ''] = line.split(/\s+-- /);
          const named = column.replace(/,$/, '').trim();
          return { name: /(\w+)$/.exec(named)?.[1] ?? named, what };
        }),
    }),
  );

/** Returns their description as in the README beside that file. */
export const documentedViews = (views: readonly ReportView[]): string =>
  views
    .map(
      ({ schema, name, what, columns }) =>
        `### \`${schema}.${name}\`\n\n${what}\n\n${columns
          .map((column) => `- \`${column.name}\`: ${column.what}`)
          .join('\n')}\n`,
    )
    .join('\n');
