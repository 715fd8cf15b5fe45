/**
 * Styles that the component library writes while it runs. The page's content security policy takes them only with the
 * nonce of this very page (decision 0043), and not every corner of the library knows of one: the lock of the page behind a
 * dialog writes its rule without. So each style element that a script makes here gets the nonce at once.
 */

/** The nonce that the shell wrote into the page, "" when it was served by nobody of ours. */
export function styleNonce(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
}

/**
 * From now on every style element made in this page has the nonce, and an attribute of style that a script sets goes through
 * the object model, as fields that grow with their text need it. Only the seat asks for it.
 */
export function giveStylesNonce(page: Document, nonce: string): void {
  const make = page.createElement.bind(page);
  page.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = make(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as Document["createElement"];
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function setAttribute(name: string, value: string) {
    if (name === "style" && (this instanceof HTMLElement || this instanceof SVGElement)) this.style.cssText = value;
    else set.call(this, name, value);
  };
}
