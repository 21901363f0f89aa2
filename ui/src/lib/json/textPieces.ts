const pieceLength = 2000;
/** Characters that a line of a usual width holds; for a guess at heights only. */
const guessedWidth = 110;

export interface TextPiece {
  text: string;
  /** About how many lines it takes on the screen. */
  lines: number;
}

/**
 * A text in pieces of bounded length that are rendered one by one: whole lines where lines are short, parts of a line where
 * one line is longer than a piece. The line break between two pieces belongs to neither.
 */
export function textPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  for (let at = 0; at <= text.length; ) {
    if (text.length - at <= pieceLength) {
      pieces.push(piece(text.slice(at)));
      break;
    }
    const broken = text.lastIndexOf('\n', at + pieceLength);
    const isWhole = broken > at || text[at] === '\n';
    const end = isWhole ? Math.max(broken, at) : wholeCharacters(text, at + pieceLength);
    pieces.push(piece(text.slice(at, end)));
    at = isWhole ? end + 1 : end;
  }
  return pieces;
}

function piece(text: string): TextPiece {
  let lines = 0;
  for (let from = 0; from <= text.length; ) {
    const broken = text.indexOf('\n', from);
    const end = broken < 0 ? text.length : broken;
    lines += Math.max(1, Math.ceil((end - from) / guessedWidth));
    from = end + 1;
  }
  return { text, lines };
}

// A character of two units is not taken apart.
function wholeCharacters(text: string, end: number): number {
  const unit = text.charCodeAt(end - 1);
  return unit >= 0xd800 && unit < 0xdc00 ? end - 1 : end;
}
