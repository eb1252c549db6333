import type { ESTree, Rule } from '@oxlint/plugins';
import { messageArguments } from './message-values.ts';

/** Attributes that staff read or hear. */
const spokenAttributes: readonly string[] = [
  'label',
  'title',
  'placeholder',
  'word',
  'description',
  'alt',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'nothingFoundMessage',
];

/** Addresses that nobody has, as examples. */
const isExample = (text: string): boolean => text.endsWith('.example');
/** Words, as against a code, the name of a class or of a key. */
const isSpoken = (text: string): boolean => /\p{L}{2}/u.test(text) && !isExample(text);
const isSentence = (text: string): boolean =>
  !/^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WITH|WHERE|AND)\s/.test(text) &&
  /^[“\p{Lu}].*\p{Ll} .*\p{Ll}.*[.?!…]$/su.test(text.trim());
/** What stands between the tags of a template of HTML, with `x` for what is filled in. */
const textsBetweenTags = (template: string): readonly string[] =>
  template
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/gs, '\n')
    .split('\n');

/** Codes that stand in a page as they are typed. */
const asTyped: readonly string[] = ['kbd', 'Kbd', 'code', 'Code'];

type Found = { readonly at: ESTree.Node; readonly text: string };

/** Words for staff are passed to `t`, which translates them; which files have such words, says the configuration. */
export const noSpokenText: Rule = {
  create: (context) => {
    const report = (found: readonly Found[]): void => {
      for (const { at, text } of found)
        context.report({
          node: at,
          message: `says “${text.trim().slice(0, 60)}” itself: pass words for staff to t`,
        });
    };
    const unspoken = new Set<ESTree.Node>();
    const reportSentence = (at: ESTree.Node, text: string): void => {
      if (!unspoken.has(at) && isSentence(text)) report([{ at, text }]);
    };
    return {
      JSXElement: ({ openingElement, children }) => {
        const name = openingElement.name.type === 'JSXIdentifier' ? openingElement.name.name : '';
        if (!asTyped.includes(name)) report(children.flatMap(spokenChild));
      },
      JSXFragment: ({ children }) => report(children.flatMap(spokenChild)),
      JSXAttribute: ({ name, value }) => {
        if (name.type !== 'JSXIdentifier' || value === null || !spokenAttributes.includes(name.name)) return;
        report(literalsOf(value.type === 'JSXExpressionContainer' ? value.expression : value));
      },
      Property: ({ key, value }) => {
        if (key.type === 'Identifier' && key.name === 'word') report(literalsOf(value));
      },
      TaggedTemplateExpression: ({ tag, quasi }) => {
        if (tag.type !== 'Identifier' || tag.name !== 'html') return;
        const template = quasi.quasis.map((part) => part.value.raw).join('\u0000');
        report(
          textsBetweenTags(template)
            .filter(isSpoken)
            .map((text) => ({ at: quasi, text })),
        );
      },
      // A sentence that is translated.
      CallExpression: (node) => {
        for (const one of messageArguments(node)?.slice(0, 1) ?? []) leaveOut(one, unspoken);
      },
      // What only developers read: errors of ours.
      NewExpression: ({ callee, arguments: given }) => {
        if (callee.type === 'Identifier' && callee.name.endsWith('Error'))
          for (const one of given) leaveOut(one, unspoken);
      },
      Literal: (node) => {
        if (typeof node.value === 'string') reportSentence(node, node.value);
      },
      TemplateLiteral: (node) => reportSentence(node, node.quasis.map((part) => part.value.raw).join('x')),
    };
  },
};

/** Text between tags, or a quoted one in braces there. */
const spokenChild = (child: ESTree.JSXChild): readonly Found[] => {
  if (child.type === 'JSXText') return isSpoken(child.value) ? [{ at: child, text: child.value }] : [];
  return child.type === 'JSXExpressionContainer' ? literalsOf(child.expression) : [];
};

/** The words that an expression comes to, whatever it depends on. */
const literalsOf = (expression: ESTree.Node): readonly Found[] => {
  if (expression.type === 'ConditionalExpression')
    return [...literalsOf(expression.consequent), ...literalsOf(expression.alternate)];
  if (expression.type === 'LogicalExpression')
    return [...literalsOf(expression.left), ...literalsOf(expression.right)];
  return expression.type === 'Literal' && typeof expression.value === 'string' && isSpoken(expression.value)
    ? [{ at: expression, text: expression.value }]
    : [];
};

const leaveOut = (node: ESTree.Node, unspoken: Set<ESTree.Node>): void => {
  unspoken.add(node);
  if (node.type === 'BinaryExpression') {
    leaveOut(node.left, unspoken);
    leaveOut(node.right, unspoken);
  } else if (node.type === 'ConditionalExpression') {
    leaveOut(node.consequent, unspoken);
    leaveOut(node.alternate, unspoken);
  }
};
