import { parseSync, Visitor, type ESTree } from 'vite';
import type { Violation } from '../boundaries/boundaries.ts';

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

type Found = { readonly at: number; readonly text: string };

/**
 * Names the words for staff that stand in a source instead of in the catalogue (shared/words).
 *
 * @param path its path in the project, with "/"
 * @returns a line each; empty when there is none
 * @throws when it is not TypeScript
 */
export function spokenIn(path: string, code: string): readonly Violation[] {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? ''}`);
  const found: Found[] = [];
  const unspoken = new Set<number>();
  const texts: Found[] = [];
  new Visitor({
    JSXElement: ({ openingElement, children }) => {
      const name = openingElement.name.type === 'JSXIdentifier' ? openingElement.name.name : '';
      if (!asTyped.includes(name)) found.push(...children.flatMap(spokenChild));
    },
    JSXFragment: ({ children }) => void found.push(...children.flatMap(spokenChild)),
    JSXAttribute: ({ name, value }) => {
      if (name.type !== 'JSXIdentifier' || value === null || !spokenAttributes.includes(name.name)) return;
      found.push(...literalsOf(value.type === 'JSXExpressionContainer' ? value.expression : value));
    },
    Property: ({ key, value }) => {
      if (key.type === 'Identifier' && key.name === 'word') found.push(...literalsOf(value));
    },
    TaggedTemplateExpression: ({ tag, quasi }) => {
      if (tag.type !== 'Identifier' || tag.name !== 'html') return;
      const template = quasi.quasis.map((part) => part.value.raw).join('\u0000');
      found.push(
        ...textsBetweenTags(template)
          .filter(isSpoken)
          .map((text) => ({ at: quasi.start, text })),
      );
    },
    // What only developers read: errors of ours.
    NewExpression: ({ callee, arguments: given }) => {
      if (callee.type === 'Identifier' && /(Error|^Faulty)$/.test(callee.name))
        for (const one of given) leaveOut(one, unspoken);
    },
    Literal: ({ start, value }) => void (typeof value === 'string' && texts.push({ at: start, text: value })),
    TemplateLiteral: ({ start, quasis }) =>
      void texts.push({ at: start, text: quasis.map((part) => part.value.raw).join('x') }),
  }).visit(program);
  found.push(...texts.filter(({ at, text }) => !unspoken.has(at) && isSentence(text)));
  return found.map(({ at, text }) => ({
    path,
    line: code.slice(0, at).split('\n').length,
    says: `says “${text.trim().slice(0, 60)}” itself: words for staff stand in shared/words`,
  }));
}

/** Text between tags, or a quoted one in braces there. */
const spokenChild = (child: ESTree.JSXChild): readonly Found[] => {
  if (child.type === 'JSXText') return isSpoken(child.value) ? [{ at: child.start, text: child.value }] : [];
  return child.type === 'JSXExpressionContainer' ? literalsOf(child.expression) : [];
};

/** The words that an expression comes to, whatever it depends on. */
const literalsOf = (expression: ESTree.Node): readonly Found[] => {
  if (expression.type === 'ConditionalExpression')
    return [...literalsOf(expression.consequent), ...literalsOf(expression.alternate)];
  if (expression.type === 'LogicalExpression')
    return [...literalsOf(expression.left), ...literalsOf(expression.right)];
  return expression.type === 'Literal' && typeof expression.value === 'string' && isSpoken(expression.value)
    ? [{ at: expression.start, text: expression.value }]
    : [];
};

const leaveOut = (node: ESTree.Node, unspoken: Set<number>): void => {
  unspoken.add(node.start);
  if (node.type === 'BinaryExpression') {
    leaveOut(node.left, unspoken);
    leaveOut(node.right, unspoken);
  } else if (node.type === 'ConditionalExpression') {
    leaveOut(node.consequent, unspoken);
    leaveOut(node.alternate, unspoken);
  }
};
