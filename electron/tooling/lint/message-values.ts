import type { ESTree, Rule } from '@oxlint/plugins';
import { argumentsOf } from '../words/arguments.ts';

/** A call of `t`, `tx` or `t.in` says its English sentence itself, and fills in what the sentence names, and nothing else. */
export const messageValues: Rule = {
  create: (context) => ({
    CallExpression: (node) => {
      const given = messageArguments(node);
      if (given === null) return;
      const [english, values] = given;
      if (english?.type !== 'Literal')
        return context.report({ node, message: 'says a sentence that is not written here' });
      const names = namesOf(values);
      if (names === null) return;
      const wanted = argumentsOf(String(english.value)).join(', ');
      const filled = names.join(', ');
      if (wanted !== filled)
        context.report({ node, message: `fills it with “${filled}” instead of “${wanted}”` });
    },
  }),
};

/** The sentence of a call that says one, and its values; null for another call. */
export const messageArguments = ({
  callee,
  arguments: given,
}: ESTree.CallExpression): readonly ESTree.Argument[] | null => {
  if (callee.type === 'Identifier') return ['t', 'tx'].includes(callee.name) ? given : null;
  const isContext =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 't' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'in';
  return isContext ? given.slice(1) : null;
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
