import { Table } from '@mantine/core';

/** The column heads of a short table. @param widths the column widths, if not set by their contents */
export const TableHeads = ({
  heads,
  widths = [],
}: {
  readonly heads: readonly string[];
  readonly widths?: readonly (string | undefined)[];
}) => (
  <Table.Thead>
    <Table.Tr>
      {heads.map((head, place) => (
        <Table.Th key={head} scope="col" w={widths[place]}>
          {head}
        </Table.Th>
      ))}
    </Table.Tr>
  </Table.Thead>
);
