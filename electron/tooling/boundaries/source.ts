import { posix } from 'node:path';
import { parseSync, Visitor, type ESTree } from 'vite';

/** One import, re-export, `import()` or `import('…')` in a type. */
export type Import = {
  /** What it leads to: a path in the project as in "shared/ipc/result.ts", or a package as in "node:fs", "@mantine/core". */
  readonly target: string;
  readonly kind: 'file' | 'package';
  /** It is gone after compiling, so it ties only the words together. */
  readonly typeOnly: boolean;
  readonly line: number;
};

export type Text = { readonly value: string; readonly line: number };

/** What the boundaries are checked by. */
export type Source = {
  /** Path in the project, with "/". */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Names that the code uses, each with its first line. */
  readonly names: ReadonlyMap<string, number>;
  /** Methods that the code calls (`x.name()`), each with its first line. */
  readonly calls: ReadonlyMap<string, number>;
  /** String and template texts; what a template fills in stands as "…". */
  readonly texts: readonly Text[];
};

type Found = {
  imports: Import[];
  names: Map<string, number>;
  calls: Map<string, number>;
  texts: Text[];
};

/**
 * Reads what a TypeScript source imports, names and quotes.
 *
 * @param path its path in the project, with "/"
 * @throws when it is not TypeScript
 */
export function readSource(path: string, code: string): Source {
  const { program, errors } = parseSync(path, code);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} cannot be read: ${error.message}`);
  const lineAt = (node: { readonly start: number }): number => code.slice(0, node.start).split('\n').length;
  const found: Found = { imports: [], names: new Map(), calls: new Map(), texts: [] };
  const imported = (node: ESTree.Node, specifier: string, typeOnly: boolean): void => {
    found.imports.push({ ...leadsTo(path, specifier), typeOnly, line: lineAt(node) });
  };
  new Visitor({
    ImportDeclaration: (node) =>
      imported(node, node.source.value, onlyTypes(node.importKind, node.specifiers)),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null)
        imported(node, node.source.value, onlyTypes(node.exportKind, node.specifiers));
    },
    ExportAllDeclaration: (node) => imported(node, node.source.value, node.exportKind === 'type'),
    ImportExpression: (node) => imported(node, literalValue(node.source), false),
    TSImportType: (node) => imported(node, node.source.value, true),
    Identifier: (node) => {
      if (!found.names.has(node.name)) found.names.set(node.name, lineAt(node));
    },
    CallExpression: ({ callee }) => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      if (!found.calls.has(callee.property.name))
        found.calls.set(callee.property.name, lineAt(callee.property));
    },
    Literal: (node) => {
      if (typeof node.value === 'string') found.texts.push({ value: node.value, line: lineAt(node) });
    },
    TemplateLiteral: (node) => {
      const value = node.quasis.map((part) => part.value.raw).join('…');
      found.texts.push({ value, line: lineAt(node) });
    },
  }).visit(program);
  return { path, ...found };
}

function leadsTo(path: string, specifier: string): Pick<Import, 'target' | 'kind'> {
  if (specifier.startsWith('.')) {
    // A query such as "?nodeWorker" or "?url" tells the bundler how, not what.
    return { target: posix.join(posix.dirname(path), specifier.replace(/\?.*$/, '')), kind: 'file' };
  }
  return { target: specifier, kind: 'package' };
}

function onlyTypes(kind: 'type' | 'value' | undefined, specifiers: readonly object[]): boolean {
  const types = specifiers.filter((each) => kindOf(each) === 'type').length;
  return kind === 'type' || (types > 0 && types === specifiers.length);
}

function kindOf(specifier: object): unknown {
  if ('importKind' in specifier) return specifier.importKind;
  return 'exportKind' in specifier ? specifier.exportKind : undefined;
}

// A computed import cannot be checked, so it leads to a package that no rule allows.
function literalValue(node: ESTree.Expression): string {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : '(computed)';
}
