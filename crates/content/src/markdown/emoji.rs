//! Emoji by the names that GitHub gives them: those that authors of technical posts write.

/// The longest name, in bytes.
pub(super) const MAX_NAME: usize = 28;

/// The emoji with a name.
pub(super) fn named(name: &str) -> Option<&'static str> {
    let mut words = EMOJI.split_ascii_whitespace();
    while let (Some(known), Some(emoji)) = (words.next(), words.next()) {
        if known == name {
            return Some(emoji);
        }
    }
    None
}

/// Name and emoji by turns. One text, since a table of texts would weigh three times as much in the browser.
const EMOJI: &str = "\
    +1 👍 -1 👎 100 💯 1234 🔢 abacus 🧮 alarm_clock ⏰ alembic ⚗️ ambulance 🚑 apple 🍎 arrow_down ⬇️ \
    arrow_left ⬅️ arrow_right ➡️ arrow_up ⬆️ art 🎨 astonished 😲 atom_symbol ⚛️ balance_scale ⚖️ bangbang ‼️ \
    bar_chart 📊 battery 🔋 beer 🍺 beers 🍻 beetle 🪲 bell 🔔 black_heart 🖤 blue_book 📘 blue_heart 💙 blush 😊 \
    bomb 💣 book 📖 bookmark 🔖 books 📚 boom 💥 bow 🙇 brain 🧠 bug 🐛 bulb 💡 burrito 🌯 cactus 🌵 cake 🍰 calendar 📆 \
    camera 📷 car 🚗 cat 🐱 chains ⛓️ chart_with_downwards_trend 📉 chart_with_upwards_trend 📈 checkered_flag 🏁 \
    cherry_blossom 🌸 clap 👏 clipboard 📋 clock1 🕐 closed_lock_with_key 🔐 cloud ☁️ coffee ☕ coin 🪙 computer 💻 \
    confetti_ball 🎊 confused 😕 construction 🚧 cookie 🍪 cool 🆒 copyright ©️ crab 🦀 cry 😢 crystal_ball 🔮 \
    dancer 💃 dart 🎯 date 📅 deciduous_tree 🌳 desktop_computer 🖥️ disappointed 😞 dizzy 💫 dna 🧬 dog 🐶 dollar 💵 \
    droplet 💧 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 electric_plug 🔌 elephant 🐘 email 📧 envelope ✉️ \
    exclamation ❗ exploding_head 🤯 eye 👁️ eyes 👀 face_with_thermometer 🤒 facepalm 🤦 fearful 😨 file_folder 📁 \
    fire 🔥 fireworks 🎆 fish 🐟 five 5️⃣ flashlight 🔦 floppy_disk 💾 flushed 😳 four 4️⃣ four_leaf_clover 🍀 \
    frowning 😦 fuelpump ⛽ game_die 🎲 gear ⚙️ gem 💎 ghost 👻 gift 🎁 globe_with_meridians 🌐 green_book 📗 \
    green_heart 💚 grimacing 😬 grin 😁 grinning 😀 hammer 🔨 hammer_and_wrench 🛠️ handshake 🤝 heart ❤️ \
    heart_eyes 😍 heavy_check_mark ✔️ heavy_exclamation_mark ❗ heavy_plus_sign ➕ hibiscus 🌺 hourglass ⌛ \
    house 🏠 hugs 🤗 hushed 😯 inbox_tray 📥 infinity ♾️ information_source ℹ️ innocent 😇 iphone 📱 jigsaw 🧩 \
    joy 😂 key 🔑 keyboard ⌨️ kiss 💋 kissing_heart 😘 label 🏷️ laughing 😆 link 🔗 lipstick 💄 lock 🔒 \
    loudspeaker 📢 mag 🔍 mag_right 🔎 magnet 🧲 mailbox 📫 man_technologist 👨‍💻 memo 📝 microscope 🔬 milky_way 🌌 \
    moneybag 💰 monkey 🐒 monocle_face 🧐 moon 🌔 mortar_board 🎓 mountain ⛰️ movie_camera 🎥 muscle 💪 \
    musical_note 🎵 nerd_face 🤓 neutral_face 😐 new 🆕 newspaper 📰 no_entry ⛔ no_entry_sign 🚫 notebook 📓 \
    ocean 🌊 octopus 🐙 ok 🆗 ok_hand 👌 one 1️⃣ open_book 📖 open_file_folder 📂 open_hands 👐 orange_book 📙 \
    orange_heart 🧡 package 📦 page_facing_up 📄 page_with_curl 📃 paperclip 📎 partying_face 🥳 pencil 📝 \
    pencil2 ✏️ penguin 🐧 pensive 😔 petri_dish 🧫 phone ☎️ pill 💊 pizza 🍕 point_down 👇 point_left 👈 \
    point_right 👉 point_up ☝️ point_up_2 👆 poop 💩 pray 🙏 purple_heart 💜 pushpin 📌 question ❓ rabbit 🐰 \
    rage 😡 rainbow 🌈 raised_hands 🙌 recycle ♻️ red_circle 🔴 relaxed ☺️ relieved 😌 rescue_worker_helmet ⛑️ \
    robot 🤖 rocket 🚀 rofl 🤣 rotating_light 🚨 round_pushpin 📍 runner 🏃 satellite 📡 school 🏫 scream 😱 \
    see_no_evil 🙈 seedling 🌱 shield 🛡️ ship 🚢 shrug 🤷 skull 💀 slightly_smiling_face 🙂 smile 😄 smiley 😃 \
    smiling_imp 😈 smirk 😏 snake 🐍 snowflake ❄️ sob 😭 sparkler 🎇 sparkles ✨ sparkling_heart 💖 \
    speech_balloon 💬 star ⭐ star2 🌟 star_struck 🤩 stopwatch ⏱️ straight_ruler 📏 stuck_out_tongue 😛 \
    stuck_out_tongue_winking_eye 😜 sun_with_face 🌞 sunflower 🌻 sunglasses 😎 sunny ☀️ sweat 😓 sweat_smile 😅 \
    taco 🌮 tada 🎉 telescope 🔭 test_tube 🧪 thinking 🤔 thought_balloon 💭 three 3️⃣ thumbsdown 👎 thumbsup 👍 \
    tiger 🐯 tired_face 😫 toolbox 🧰 tooth 🦷 triangular_flag_on_post 🚩 trophy 🏆 truck 🚚 turtle 🐢 two 2️⃣ \
    umbrella ☔ unamused 😒 unicorn 🦄 unlock 🔓 upside_down_face 🙃 v ✌️ vertical_traffic_light 🚦 video_game 🎮 \
    warning ⚠️ watch ⌚ watermelon 🍉 wave 👋 weary 😩 whale 🐳 white_check_mark ✅ white_heart 🤍 wink 😉 \
    woman_technologist 👩‍💻 world_map 🗺️ wrench 🔧 x ❌ yellow_heart 💛 yum 😋 zap ⚡ zipper_mouth_face 🤐 zzz 💤 \
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_emoji_take_turns() {
        let words: Vec<_> = EMOJI.split_ascii_whitespace().collect();
        for pair in words.chunks(2) {
            assert!(pair[0].is_ascii() && pair[0].len() <= MAX_NAME && !pair[1].is_ascii(), "{pair:?}");
        }
        assert_eq!(named("rocket"), Some("🚀"));
        assert_eq!(named("nobody"), None);
    }
}
