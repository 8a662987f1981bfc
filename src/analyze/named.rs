//! Whether a name that stands in copy is meant: a rival called Swift is not the SWIFT code, Mr Swift, or `Swift answers`.

use super::{Entry, Hit, PassageFacts};
use crate::syntax::words::{Kind, WordList, tokens_in};

impl PassageFacts<'_> {
    /// Whether a hit of somebody's name speaks of them. A name that is a common word too has to be written as a name;
    /// where a sentence begins, or before another name, its capital letter says nothing.
    pub fn is_named(&self, hit: &Hit, entry: &Entry) -> bool {
        let said = self.slice(&hit.range);
        let name = entry.phrase.trim();
        if !name.starts_with(char::is_uppercase) {
            return true;
        }
        if !said.starts_with(char::is_uppercase) || (shouted(said) && !shouted(name) && !shouted(self.text()))
        {
            return false;
        }
        // `The elms along the drive` are not the customer The Elms.
        let (bare, written) = (without_article(name), without_article(said));
        if bare.len() < name.len()
            && bare.starts_with(char::is_uppercase)
            && !written.starts_with(char::is_uppercase)
        {
            return false;
        }
        let sentence = self.sentence_at(hit.range.start);
        let tokens = tokens_in(self.tokens(), &sentence);
        let before = tokens.partition_point(|t| t.end() <= hit.range.start);
        let after = tokens.partition_point(|t| t.start() < hit.range.end);
        let last = before.checked_sub(1).and_then(|at| tokens.get(at));
        let titled =
            |at: usize| tokens.get(at).is_some_and(|t| self.is_any(t, "mr mrs ms dr prof sir madam"));
        let dotted = last.is_some_and(|t| t.is(self.text(), '.'));
        if before > 0 && (titled(before - 1) || (dotted && before > 1 && titled(before - 2))) {
            return false;
        }
        let common = !name.contains([' ', '-']) && is_common(&name.to_lowercase());
        if !common || said.contains(['\'', '’']) {
            return true;
        }
        let next = tokens.get(after);
        if next.is_some_and(|t| self.is_any(t, &VERBS) || t.text(self.text()).starts_with(['\'', '’'])) {
            return true;
        }
        // A header or a cell that holds the name and nothing else.
        if tokens.iter().filter(|t| t.kind == Kind::Word).count() == 1 {
            return true;
        }
        let opens = tokens.get(..before).unwrap_or_default().iter().all(|t| t.kind != Kind::Word);
        let capital = |at: usize| {
            let word = tokens.get(at).filter(|t| t.kind == Kind::Word);
            word.is_some_and(|t| t.text(self.text()).starts_with(char::is_uppercase))
        };
        // `Penny Lane`, `the Union of Cafe Owners`, `Western Union`
        let longer = capital(after)
            || (next.is_some_and(|t| self.is_any(t, "of")) && capital(after + 1))
            || (before > 1 && capital(before - 1));
        !opens && !longer
    }
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").unwrap_or(name)
}

fn shouted(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.chars().any(char::is_lowercase)
}

/// Whether a word is an ordinary one that companies and products like to be called by.
fn is_common(word: &str) -> bool {
    COMMON.has(word)
}

/// What a company does or has: behind a name at the beginning of a sentence it shows that the name is meant.
static VERBS: WordList = WordList::of(
    "is was are were has had does did will would can could may might should charges charged costs cost \
offers offered sells sold says said claims claimed makes made needs lacks lets gives gave takes took wins won loses lost \
promises promised provides provided supports supported wants works worked raised raises cut cuts dropped ended stopped \
bought saved uses used chose switched kept keeps reduced grew trusts runs ran acquired announced launched and or vs \
versus also customers users clients accounts",
);

static COMMON: WordList = WordList::of(
    "access ace acorn action active adapt advance advantage agile aim air alert align alliance alpha \
amber ample anchor angel answer apex apple arc arch arena ark arrow art ascend ask aspect aspire asset assist atlas atom \
attain aurora avenue awake axis balance balloon band bank base basis beacon beam bear bee bell benchmark best beta beyond \
big bird bit black blast blend bloom blossom blue board boat bold bolt bond boost border boundary box brain branch brass \
brave bread breeze brick bridge bright brilliant broad brook bubble bud build bullet bump butter button buzz cabin cable \
calm camp candle canvas cap capital captain care career cargo carrier case cast castle catalyst cedar centre center \
certain chain chance change channel charge chart check cherry chief choice circle citizen city claim clarity clay clean \
clear clever cliff climb clock close cloud clover coast cobalt code coin column comet command common compass compose \
concept concert concord condor connect contact context contour copper coral core corner course court cover craft crane \
create creed crest crew cross crown crystal cube current curve cut dart dash data dawn day deal deck deep delta depot \
diamond digit direct discover dock door dot double dove draft dragon dream drift drive drop drum dual due dune dust dynamo \
eagle earth ease east easy echo eclipse edge effect element elevate ember emerge empower engage engine ensemble enter \
envoy epic equal era essence evergreen evolve exact excel exchange expert explore express extra eye fabric factor fair \
falcon family fast feather fern field figure finch fire first fit flag flame flash fleet flex flint float flow fluent fly \
focus force forge form formula fort fortune forum forward foundation fountain fox frame free fresh front frontier fuel full \
fusion future gain galaxy gate gauge gem general genius ghost giant gift glass globe glow goal gold good grain grand \
granite graph grasp grass gravity green grid grip ground group grove grow growth guard guide gulf harbor harbour harmony \
harvest haven hawk hazel head heart hedge helix help herald heritage hero high hill hive home honest honey hook hope \
horizon house hub human hunter icon idea ideal ignite image impact imprint index indigo infinite insight inspire instant \
intact iris iron island ivory ivy jet jewel join journey joy jump junction juniper just keen keep kernel kestrel key kind \
kindle king kite knight knot lab lamp lance land lane lantern large laser lattice launch laurel lead leader leaf league leap \
ledger legacy lens level lever liberty lift light lily lime line link lion lobby local lock loft logic long loom loop lotus \
lucid lumen lunar magnet main major maple mark marker market mason master match matrix maven meadow measure medal mentor \
mercury mesh metal method metric mint mirror mission mode model modern moment momentum monday monitor moon mosaic motion \
motive mountain move navigator neat nest net network new next nexus nickel night nimble nine noble node north note notion \
nova now oak oasis oat object ocean olive one onyx open opera optimum option orange orbit orchard orchid order origin orion \
osprey otter outlook outreach oxygen pace pack pact page paint palette palm panel paper parade paragon parallel park partner \
path patron pattern payload peak pearl pebble pen penny people perch phoenix pick pilot pine pioneer pivot pixel place plain \
plan planet plank plant platform plaza plot plum plus point polar pole polygon pool port portal post power practice prairie \
precise premier present pride prime prism private prize process profile progress promise proof prosper provide pulse pump \
pure purple quantum quartz quay queen quest quick quiet quill quiver radar radiant radius rain range rapid raven ray reach \
ready real rebel red reef reflect regent relay reliable remedy resolve rest result return revolve ribbon ridge right ring \
rise river road robin rock rocket root rose round route row ruby rush safe saga sage sail salt sand sapphire satellite scale \
scope scout sea seal season second secure seed sense sentinel sequence serene shadow shape share sharp shell shield shift \
shine ship shore sigma signal silver simple single six sketch sky slate slack smart smooth snap snow social solar solid \
solution sonic sound source south space spark sparrow spectrum speed sphere spike spiral spirit spring sprint sprout square \
squirrel stable stack stage standard star start state station stay steady steel stellar step stone store storm straight \
stream street stride strike stripe strong studio summa summit sun sunrise supreme sure surge surf swan swift switch symbol \
sync synergy tableau tandem tap target team tempo tenor terra thread three thrive tide tiger tilt time titan token tone \
tools top torch tower track trade trail train transit tree trek trend triangle tribe trident trinity triumph true trunk trust \
turbo turn twin two union unison unit unity universal up upward urban valley value vantage vault vector velocity venture \
verge verse vertex vertical vessel via vibe vibrant victor view village vine vintage violet virtue vision vista vital vivid \
voice volt volume voyage wagon walk wave way web well west whale wheel wild willow wind window wing winner wire wise wish \
wolf wonder wood word work world yard yellow yes yield young zebra zen zenith zero zest zone zoom",
);
