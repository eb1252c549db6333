import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ESTree, Rule } from '@oxlint/plugins';
import { argumentsOf } from '../words/arguments.ts';

type Catalogue = Readonly<Record<string, string>>;

/** A call of `t` fills in what the English message names, and nothing else. */
export const messageValues: Rule = {
  create: (context) => {
    const english = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../shared/words/en.json'), 'utf8'),
    ) as Catalogue;
    return {
      CallExpression: (node) => {
        const [key, values] = node.arguments;
        if (node.callee.type !== 'Identifier' || node.callee.name !== 't' || key?.type !== 'Literal') return;
        const message = english[String(key.value)];
        const names = namesOf(values);
        if (message === undefined || names === null) return;
        const wanted = argumentsOf(message).join(', ');
        const given = names.join(', ');
        if (wanted !== given)
          context.report({ node, message: `fills it with “${given}” instead of “${wanted}”` });
      },
    };
  },
};

/** The names that a call fills in; null where they are made elsewhere. */
const namesOf = (values: ESTree.Argument | undefined): readonly string[] | null => {
  if (values === undefined) return [];
  if (values.type !== 'ObjectExpression') return null;
  const names = values.properties.map((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : null,
  );
  return names.every((name) => name !== null) ? names.sort() : null;
};
