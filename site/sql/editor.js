// The text area becomes an editor with colours and completion; without this it stays a text area.
// It lives in a shadow root, where its style sheets need no exception to the page's policy.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { SQLDialect, sql } from "@codemirror/lang-sql";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// The words that a query to this database is made of; in a larger dialect many columns would have the
// colour of a keyword.
const DuckDB = SQLDialect.define({
  keywords:
    "all and any as asc between by case cast cross desc describe distinct else end except exclude exists explain " +
    "false filter from full group having ilike in inner intersect into is join lateral left like limit macro natural " +
    "not null nulls offset on or order outer over partition pivot qualify recursive replace right select semi set " +
    "similar summarize table then to true try_cast union unnest unpivot using values variable when where window with",
  types: "bigint boolean date decimal double float hugeint integer smallint text timestamp varchar",
  doubleDollarQuotedStrings: true,
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--sql-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--sql-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--sql-number)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--raised)", fontSize: "0.94rem" },
  "&.cm-focused": { outline: "3px solid var(--link)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--code)", lineHeight: "1.5", minHeight: "11rem", maxHeight: "60vh" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--tint)", borderRight: "1px solid var(--line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--sql-selection)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--sql-selection)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--raised)", borderColor: "var(--soft)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--paper)", backgroundColor: "var(--link)" },
});

// Typing over a selection: left to the browser, it keeps the look of what goes by inline styles,
// which the page's policy refuses with a complaint.
const replacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const plain = event.inputType === "insertText" && event.data !== null && !event.isComposing;
    if (!plain || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

// Replace a text area; return get, set and focus. `schema` is {schema: {table: [columns]}}; `typed` is
// called after a person changed the text.
export function enhance(area, label, schema, run, typed) {
  const host = document.createElement("div");
  host.className = "editor";
  const root = host.attachShadow({ mode: "open" });
  const execute = { key: "Mod-Enter", run: () => (run(), true) };
  const state = EditorState.create({
    doc: area.value,
    extensions: [
      Prec.highest(keymap.of([execute])),
      lineNumbers(),
      history(),
      drawSelection(),
      bracketMatching(),
      autocompletion({ icons: false }),
      sql({ dialect: DuckDB, schema }),
      syntaxHighlighting(colours),
      theme,
      replacing,
      EditorView.updateListener.of(({ docChanged, transactions }) => {
        if (docChanged && transactions.some((one) => one.isUserEvent("input") || one.isUserEvent("delete"))) typed();
      }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label, lang: "en", autocapitalize: "off" }),
      // Tab is left alone: it leads on to the next control.
      keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    ],
  });
  area.after(host);
  const view = new EditorView({ state, parent: root, root });
  area.hidden = true;
  return {
    get: () => view.state.doc.toString(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
  };
}
