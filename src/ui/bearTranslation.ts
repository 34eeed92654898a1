/**
 * Page translators of browsers wrap every text node in elements of their own. React, which still holds the text nodes,
 * would then throw where it takes one away or puts something before it (React's issue 11538): here the wrapper stands for
 * what it wraps.
 */
export function bearTranslation(): void {
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    if (child.parentNode === this) return removeChild.call(this, child) as T;
    const wrapper = childAround(this, child);
    if (wrapper) removeChild.call(this, wrapper);
    return child; // without a wrapper it has been replaced, and is off the page already
  };
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, next: Node | null): T {
    const before = next && next.parentNode !== this ? childAround(this, next) : next;
    return insertBefore.call(this, node, before) as T;
  };
}

/** The child of `parent` that a node lies in; null where it lies elsewhere. */
function childAround(parent: Node, node: Node): Node | null {
  let around: Node | null = node;
  while (around && around.parentNode !== parent) around = around.parentNode;
  return around;
}
